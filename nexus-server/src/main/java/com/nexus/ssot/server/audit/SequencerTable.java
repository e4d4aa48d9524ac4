package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.db.Session;
import java.time.Duration;

/** What the sequencer, and those who wait for it, do in the database. */
final class SequencerTable {
  /** Channel that says that events have got their index. */
  static final String SEQUENCED = "nexus_sequenced";

  /** Channel that says that events wait for their index. */
  static final String PENDING = "nexus_pending";

  private static final long LOCK = 0x4e78_7373_6f74_0001L;

  private SequencerTable() {}

  /** How much waits for its index, and how long the oldest of it. */
  record Backlog(long events, Duration oldest) {}

  /** Tries to be the one that sequences; whoever is stays it until its session ends. */
  static boolean tryToLead(Session session) {
    return session
        .jdbc()
        .sql("select pg_try_advisory_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /** Locks the row that the index is counted in; returns the next index. */
  static long lockState(Session session) {
    return session
        .jdbc()
        .sql("select next_index from audit_state for update")
        .query(Long.class)
        .single();
  }

  /**
   * Gives events that wait their index: whole transactions, in the order of their order numbers.
   * Returns how many. Must be a statement after the one that locks the state: only then does it see
   * what another sequencer did meanwhile.
   *
   * @param most how many to take; more where the last transaction would be cut
   */
  static int assign(Session session, long nextIndex, int most) {
    // The left join makes a row whose event is missing break the statement: to skip it would leave
    // an event without an index.
    return session
        .jdbc()
        .sql(
            """
            with taken as materialized (
              select p.event_id, p.recorded_at, p.order_no, p.ord
              from audit_pending p
              order by p.order_no
              fetch first (cast(? as bigint)) rows with ties),
            gone as (
              delete from audit_pending p using taken t
              where (p.order_no, p.ord) = (t.order_no, t.ord))
            insert into audit_leaf (leaf_index, event_id, recorded_at, leaf_hash)
            select cast(? as bigint) - 1 + row_number() over (order by t.order_no, t.ord),
              t.event_id, t.recorded_at, e.leaf_hash
            from taken t
            left join audit_event e on e.event_id = t.event_id and e.recorded_at = t.recorded_at
            """)
        .param(most)
        .param(nextIndex)
        .update();
  }

  static void moveState(Session session, long nextIndex) {
    session.jdbc().sql("update audit_state set next_index = ?").param(nextIndex).update();
  }

  static void tell(Session session, String channel) {
    session.jdbc().sql("select pg_notify(?, '')").param(channel).query(row -> {});
  }

  static void listen(Session session) {
    session.jdbc().sql("listen " + SEQUENCED).update();
    session.jdbc().sql("listen " + PENDING).update();
  }

  static Backlog backlog(Session session) {
    return session
        .jdbc()
        .sql(
            """
            select count(*),
              coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)
            from audit_pending
            """)
        .query((row, n) ->
            new Backlog(row.getLong(1), Duration.ofMillis((long) (row.getDouble(2) * 1000))))
        .single();
  }
}
