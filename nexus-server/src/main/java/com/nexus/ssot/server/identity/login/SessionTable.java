package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions in the database: closed columns, and no secret in the clear. Thread-safe. */
@Component
final class SessionTable implements SessionStore {
  private static final String COLUMNS =
      """
      select hash, principal_id, provider, second_factor, opened_at, authenticated_at, used_at
      from session
      """;

  private final JdbcClient jdbc;

  SessionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<SessionEntry> find(SessionHash hash) {
    return jdbc.sql(COLUMNS + "where hash = ?")
        .param(hash.bytes())
        .query(SessionTable::read)
        .optional();
  }

  @Override
  public Optional<SessionEntry> lock(SessionHash hash) {
    return jdbc.sql(COLUMNS + "where hash = ? for update")
        .param(hash.bytes())
        .query(SessionTable::read)
        .optional();
  }

  @Override
  public void add(Writes writes, SessionEntry session) {
    writes.add(
        """
        insert into session (hash, id, principal_id, provider, second_factor, opened_at,
          authenticated_at, used_at)
        values (?, ?, ?, ?, ?, ?, cast(? as timestamptz), ?)
        """,
        session.hash().bytes(),
        session.hash().id(),
        session.principalId(),
        session.provider(),
        session.secondFactor(),
        utc(session.openedAt()),
        Columns.ofNullable(session.authenticatedAt()),
        utc(session.usedAt()));
  }

  @Override
  public void use(Writes writes, SessionHash hash, Instant at) {
    writes.add(
        "update session set used_at = ? where hash = ? and used_at < ?",
        utc(at),
        hash.bytes(),
        utc(at));
  }

  @Override
  public void end(Writes writes, SessionHash hash) {
    writes.add("delete from session where hash = ?", (Object) hash.bytes());
  }

  @Override
  public void endAll(Writes writes, UUID principalId, @Nullable SessionHash except) {
    writes.add(
        "delete from session where principal_id = ? and hash is distinct from cast(? as bytea)",
        principalId,
        except == null ? null : except.bytes());
  }

  @Override
  public void drop(Writes writes, Instant openedBefore, Instant usedBefore) {
    writes.add(
        "delete from session where opened_at < ? or used_at < ?",
        utc(openedBefore),
        utc(usedBefore));
  }

  @Override
  public List<SessionEntry> of(UUID principalId) {
    return jdbc.sql(COLUMNS + "where principal_id = ? order by opened_at desc, id")
        .param(principalId)
        .query(SessionTable::read)
        .list();
  }

  private static SessionEntry read(ResultSet row, int number) throws SQLException {
    return new SessionEntry(
        SessionHash.of(row.getBytes("hash")),
        row.getObject("principal_id", UUID.class),
        row.getString("provider"),
        row.getBoolean("second_factor"),
        instant(row, "opened_at"),
        Columns.instantOrNull(row, "authenticated_at"),
        instant(row, "used_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
