package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Logins that access tokens are made from, and the tokens that each is made with. Thread-safe. */
@Component
final class FamilyTable {
  private final JdbcClient jdbc;

  FamilyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A login.
   *
   * @param endedAt null while it goes on
   */
  record Family(
      UUID id,
      UUID principalId,
      Set<TokenScope> scopes,
      Set<String> contexts,
      List<String> sources,
      @Nullable Instant authenticatedAt,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant endedAt) {}

  /** A refresh token with its login. */
  record Refresh(Family family, boolean used) {}

  /** A refresh token by its hash; others that look for it, or for its family, wait. */
  Optional<Refresh> lock(byte[] sha256) {
    return jdbc.sql(
            """
            select f.*, r.used_at is not null as used
            from refresh_token r join token_family f on f.id = r.family_id
            where r.sha256 = ? for update of f, r
            """)
        .param(sha256)
        .query((row, n) -> new Refresh(family(row), row.getBoolean("used")))
        .optional();
  }

  private static Family family(ResultSet row) throws SQLException {
    return new Family(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "principal_id"),
        Arrays.stream(texts(row, "scopes")).map(TokenScope::valueOf).collect(Collectors.toSet()),
        Set.of(texts(row, "contexts")),
        List.of(texts(row, "sources")),
        Columns.instantOrNull(row, "authenticated_at"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "expires_at"),
        Columns.instantOrNull(row, "ended_at"));
  }

  private static String[] texts(ResultSet row, String column) throws SQLException {
    return (String[]) row.getArray(column).getArray();
  }

  /** Adds a login, and forgets those that ended by themselves. */
  void insert(Writes writes, Family family) {
    writes.add("delete from token_family where expires_at < ?", Columns.of(family.createdAt()));
    writes.add(
        """
        insert into token_family (id, principal_id, scopes, contexts, sources, authenticated_at,
          created_at, expires_at)
        values (?, ?, ?, ?, ?, cast(? as timestamptz), ?, ?)
        """,
        family.id(),
        family.principalId(),
        family.scopes().stream().sorted().map(TokenScope::name).toArray(String[]::new),
        family.contexts().stream().sorted().toArray(String[]::new),
        family.sources().toArray(String[]::new),
        Columns.ofNullable(family.authenticatedAt()),
        Columns.of(family.createdAt()),
        Columns.of(family.expiresAt()));
  }

  void insertToken(Writes writes, byte[] sha256, Family family) {
    writes.add(
        "insert into refresh_token (sha256, family_id, expires_at) values (?, ?, ?)",
        sha256,
        family.id(),
        Columns.of(family.expiresAt()));
  }

  void used(Writes writes, byte[] sha256, Instant at) {
    writes.add("update refresh_token set used_at = ? where sha256 = ?", Columns.of(at), sha256);
  }

  void end(Writes writes, UUID familyId, Instant at) {
    writes.add(
        "update token_family set ended_at = ? where id = ? and ended_at is null",
        Columns.of(at),
        familyId);
  }

  void endAll(Writes writes, UUID principalId, Instant at) {
    writes.add(
        "update token_family set ended_at = ? where principal_id = ? and ended_at is null",
        Columns.of(at),
        principalId);
  }
}
