package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom the subjects of other issuers stand for. Thread-safe. */
@Component
final class IdentityTable {
  private final JdbcClient jdbc;

  IdentityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One that is listed in the file of trusted issuers. */
  record Bound(String issuer, String subject, UUID principalId) {}

  /** The principal that tokens of the subject stand for. */
  Optional<UUID> find(String issuer, String subject) {
    return jdbc.sql(
            """
            select principal_id from identity
            where issuer = ? and subject = ? and from_file
            """)
        .param(issuer)
        .param(subject)
        .query(UUID.class)
        .optional();
  }

  /** Lets one server at a time make the table what its file says. */
  void lockListed() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('identities of the file', 0))")
        .query(row -> {});
  }

  List<Bound> listed() {
    return jdbc.sql("select issuer, subject, principal_id from identity where from_file")
        .query((row, n) ->
            new Bound(
                Columns.text(row, "issuer"),
                Columns.text(row, "subject"),
                Columns.uuid(row, "principal_id")))
        .list();
  }

  /** Services and agents that are not disabled and have this name or id. */
  List<UUID> called(String nameOrId) {
    return jdbc.sql(
            """
            select p.id from principal p
            where (p.name = ? or cast(p.id as text) = ?)
              and p.kind <> 'HUMAN' and p.disabled_at is null
              and not exists (select from first_principal f where f.principal_id = p.id)
            """)
        .param(nameOrId)
        .param(nameOrId)
        .query(UUID.class)
        .list();
  }

  /** Adds what the file lists; one that somebody else made becomes the file's. */
  void bind(Writes writes, Bound bound, Instant at) {
    writes.add(
        """
        insert into identity (issuer, subject, principal_id, from_file, created_at)
        values (?, ?, ?, true, ?)
        on conflict (issuer, subject)
          do update set principal_id = excluded.principal_id, from_file = true
        """,
        bound.issuer(),
        bound.subject(),
        bound.principalId(),
        Columns.of(at));
  }

  void unbind(Writes writes, Bound bound) {
    writes.add(
        "delete from identity where issuer = ? and subject = ? and from_file",
        bound.issuer(),
        bound.subject());
  }
}
