package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hashes of passwords, and whose they are. Thread-safe. */
@Component
final class PasswordTable {
  private static final String COLUMNS =
      """
      select p.principal_id, s.subject, p.username, p.display_name, w.hash
      from person p
        join audit_subject s on s.principal_id = p.principal_id
        left join password w on w.principal_id = p.principal_id
      """;

  private final JdbcClient jdbc;

  PasswordTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A person by the key of the name for signing in. */
  Optional<LocalUser> named(String key) {
    return jdbc.sql(COLUMNS + "where p.key = ?").param(key).query(PasswordTable::read).optional();
  }

  /** Those of some people who have a password. */
  Set<UUID> among(Collection<UUID> people) {
    return Set.copyOf(
        jdbc.sql("select principal_id from password where principal_id = any (?)")
            .param(people.toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }

  Optional<LocalUser> find(UUID principalId) {
    return jdbc.sql(COLUMNS + "where p.principal_id = ?")
        .param(principalId)
        .query(PasswordTable::read)
        .optional();
  }

  /** The same, held until the end of the transaction. */
  Optional<LocalUser> lock(UUID principalId) {
    return jdbc.sql(COLUMNS + "where p.principal_id = ? for update of p")
        .param(principalId)
        .query(PasswordTable::read)
        .optional();
  }

  /** Puts a password in place of the one that was set, if any. */
  void set(Writes writes, UUID principalId, String hash, Instant at) {
    writes.add(
        """
        insert into password (principal_id, hash, set_at) values (?, ?, ?)
        on conflict (principal_id) do update set hash = excluded.hash, set_at = excluded.set_at
        """,
        principalId,
        hash,
        at.atOffset(ZoneOffset.UTC));
  }

  void remove(Writes writes, UUID principalId) {
    writes.add("delete from password where principal_id = ?", principalId);
  }

  /** Puts another hash of the same password in place of one, unless another was set meanwhile. */
  void rehash(Writes writes, UUID principalId, String old, String hash) {
    writes.add(
        "update password set hash = ? where principal_id = ? and hash = ?", hash, principalId, old);
  }

  private static LocalUser read(ResultSet row, int number) throws SQLException {
    return new LocalUser(
        row.getObject("principal_id", UUID.class),
        row.getObject("subject", UUID.class),
        row.getString("username"),
        row.getString("display_name"),
        row.getString("hash"));
  }
}
