package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Writes;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Events, their contents and sealed parts, and those that wait for their index. Thread-safe. */
@Component
final class AuditTable {
  private final JdbcClient jdbc;

  AuditTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds an event to the running transaction. The first one draws the transaction's order number.
   * All locks are held by then, so whoever waited for this transaction draws a higher one.
   */
  void insert(Writes writes, AuditEntry entry, int ord) {
    insertEvent(writes, entry, ord);
    insertContent(writes, entry.eventId(), "old", entry.before());
    insertContent(writes, entry.eventId(), "new", entry.after());
    writes.add(
        "insert into audit_sealed (event_id, subject, nonce, ciphertext) values (?, ?, ?, ?)",
        entry.eventId(),
        entry.actor(),
        entry.sealed().nonce(),
        entry.sealed().ciphertext());
    writes.add(
        """
        insert into audit_pending (event_id, order_no, ord)
        values (?, currval('audit_order'), ?)
        """,
        entry.eventId(),
        ord);
  }

  private static void insertEvent(Writes writes, AuditEntry entry, int ord) {
    AuditEvent event = entry.event();
    AuditEvent.Target object = event.object();
    AuditEvent.Approval approval = event.approval();
    writes.add(
        """
        insert into audit_event (event_id, order_no, ord, leaf, leaf_hash, action, actor,
          actor_kind, on_behalf_of, object_type, object_id, context, outcome, request_id,
          proposal_id)
        values (?, %s('audit_order'), ?, ?, ?, ?, ?, ?, cast(? as uuid), ?, cast(? as uuid), ?,
          ?, ?, cast(? as uuid))
        """
            .formatted(ord == 0 ? "nextval" : "currval"),
        entry.eventId(),
        ord,
        entry.leaf(),
        entry.leafHash(),
        event.action(),
        entry.actor(),
        entry.actorKind(),
        entry.onBehalfOf(),
        object == null ? null : object.type(),
        object == null ? null : object.id(),
        object == null ? null : object.context(),
        event.outcome().name().toLowerCase(Locale.ROOT),
        entry.requestId(),
        approval == null ? null : approval.changeId());
  }

  private static void insertContent(
      Writes writes, UUID eventId, String side, AuditEntry.@Nullable Content content) {
    if (content != null) {
      writes.add(
          "insert into audit_body (event_id, side, hash, body) values (?, ?, ?, ?)",
          eventId,
          side,
          content.hash(),
          content.text());
    }
  }

  /** Sees to it that the partitions of this month and the next three are there. */
  void makePartitionsAhead() {
    jdbc.sql(
            """
            select audit_make_partitions((now() + make_interval(months => m))::date)
            from generate_series(0, 3) m
            """)
        .query(row -> {});
  }

  /** The index that the next event will get, as the running transaction sees it. */
  long nextIndex() {
    return jdbc.sql("select next_index from audit_state").query(Long.class).single();
  }
}
