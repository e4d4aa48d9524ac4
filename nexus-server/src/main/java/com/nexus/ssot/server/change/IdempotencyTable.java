package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RequestKey;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which request with an idempotency key became which change. Thread-safe. */
@Component
final class IdempotencyTable {
  private final JdbcClient jdbc;

  IdempotencyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An earlier request.
   *
   * @param requestHash SHA-256 of what was asked for
   * @param changeId the change it became; null when it changed nothing
   * @param unchanged what was answered when it changed nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by whoever reads it
  record Earlier(byte[] requestHash, @Nullable UUID changeId, @Nullable Change unchanged) {}

  /**
   * Whose request it is, and what they call it. Whom an agent acts for is part of it: what it asked
   * for one person is no answer to another.
   */
  record Name(UUID principalId, @Nullable UUID onBehalfOf, String key) {
    private static final UUID NOBODY = new UUID(0, 0);

    /** The caller's name for a request. */
    static Name of(Actor actor, RequestKey key) {
      return new Name(actor.principalId(), actor.onBehalfOf(), key.value());
    }

    private UUID person() {
      return onBehalfOf == null ? NOBODY : onBehalfOf;
    }

    /** What a lock is called that one of two requests of this name waits for. */
    String lock() {
      return principalId + "/" + person() + "/" + key;
    }
  }

  Optional<Earlier> find(Name name) {
    return jdbc.sql(
            """
            select request_hash, change_id, unchanged
            from idempotency where principal_id = ? and on_behalf_of = ? and key = ?
            """)
        .param(name.principalId())
        .param(name.person())
        .param(name.key())
        .query((row, n) ->
            new Earlier(
                row.getBytes("request_hash"),
                row.getObject("change_id", UUID.class),
                change(row.getString("unchanged"))))
        .optional();
  }

  private static @Nullable Change change(@Nullable String json) {
    return json == null ? null : Json.convert(Json.stored().readTree(json), Change.class);
  }

  void insert(Writes writes, Name name, Earlier request, Instant at) {
    Change unchanged = request.unchanged();
    writes.add(
        """
        insert into idempotency
          (principal_id, on_behalf_of, key, request_hash, change_id, unchanged, created_at)
        values (?, ?, ?, ?, cast(? as uuid), cast(? as json), ?)
        """,
        name.principalId(),
        name.person(),
        name.key(),
        request.requestHash(),
        request.changeId(),
        unchanged == null ? null : Json.tree(unchanged).toString(),
        at.atOffset(ZoneOffset.UTC));
  }

  void deleteBefore(Writes writes, Instant time) {
    writes.add("delete from idempotency where created_at < ?", time.atOffset(ZoneOffset.UTC));
  }
}
