package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was revoked before its end. Thread-safe. */
@Component
final class RevocationTable {
  private final JdbcClient jdbc;

  RevocationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Tokens and families that open nothing, with their own ends, as far as these are to come. */
  Map<UUID, Instant> revoked(Instant now) {
    return read("select id, until as at from revoked_token where until > ?", now);
  }

  /** From when on tokens of a principal count, as far as older ones may be about. */
  Map<UUID, Instant> floors(Instant since) {
    return read(
        "select principal_id as id, valid_from as at from token_floor where valid_from > ?", since);
  }

  private Map<UUID, Instant> read(String sql, Instant time) {
    Map<UUID, Instant> all = new HashMap<>();
    jdbc.sql(sql)
        .param(time.atOffset(ZoneOffset.UTC))
        .query(
            (RowCallbackHandler)
                row -> all.put(Columns.uuid(row, "id"), Columns.instant(row, "at")));
    return all;
  }

  /** Revokes, and forgets what has ended by itself. */
  void revoke(Writes writes, UUID id, Instant until, Instant now) {
    writes.add("delete from revoked_token where until < ?", now.atOffset(ZoneOffset.UTC));
    writes.add(
        """
        insert into revoked_token (id, until) values (?, ?)
        on conflict (id) do update set until = greatest(revoked_token.until, excluded.until)
        """,
        id,
        until.atOffset(ZoneOffset.UTC));
  }

  void raiseFloor(Writes writes, UUID principalId, Instant validFrom) {
    writes.add(
        """
        insert into token_floor (principal_id, valid_from) values (?, ?)
        on conflict (principal_id)
          do update set valid_from = greatest(token_floor.valid_from, excluded.valid_from)
        """,
        principalId,
        validFrom.atOffset(ZoneOffset.UTC));
  }
}
