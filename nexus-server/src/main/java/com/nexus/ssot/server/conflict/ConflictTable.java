package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Reads and writes conflicts. Thread-safe. */
@Component
class ConflictTable {
  private final JdbcClient jdbc;

  ConflictTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<StoredConflict> find(UUID id) {
    return jdbc.sql("select c.* from conflict c where c.id = ?")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  /** The conflict, locked against others who want to settle it. */
  Optional<StoredConflict> lock(UUID id) {
    return jdbc.sql("select c.* from conflict c where c.id = ? for update")
        .param(id)
        .query((row, n) -> read(row))
        .optional();
  }

  /** Those of some conflicts that nobody settles at this moment, nor did before; locked. */
  List<StoredConflict> lockStanding(Collection<UUID> ids) {
    return jdbc.sql(
            """
            select c.* from conflict c
            where c.id = any(cast(? as uuid[])) and c.state <> 'RESOLVED'
            order by c.id for update skip locked
            """)
        .param(ids.toArray(UUID[]::new))
        .query((row, n) -> read(row))
        .list();
  }

  List<Conflict> list(Keyset keyset) {
    return keyset
        .query(jdbc, "select c.* from conflict c")
        .query((row, n) -> read(row).conflict())
        .list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from conflict c");
  }

  static void insert(StoredConflict stored, Writes writes) {
    Conflict conflict = stored.conflict();
    writes.add(
        """
        insert into conflict (id, type, context_key, context, alias, claimed, claims, state, owner,
          revision, detected_at, updated_at)
        values (?, ?, cast(? as text), cast(? as text), ?, ?, cast(? as jsonb), ?, cast(? as text),
          ?, ?, ?)
        """,
        conflict.id(),
        conflict.type().name(),
        stored.contextKey(),
        conflict.context(),
        conflict.alias(),
        stored.claimed(),
        Json.tree(stored.claims()).toString(),
        conflict.state().name(),
        conflict.owner(),
        conflict.revision(),
        Columns.of(conflict.detectedAt()),
        Columns.of(conflict.updatedAt()));
  }

  static void update(Conflict conflict, Writes writes) {
    writes.add(
        """
        update conflict set state = ?, owner = cast(? as text), resolution = cast(? as text),
          revision = ?, updated_at = ?, resolved_at = cast(? as timestamptz),
          resolved_by = cast(? as uuid), change_id = cast(? as uuid)
        where id = ?
        """,
        conflict.state().name(),
        conflict.owner(),
        conflict.resolution(),
        conflict.revision(),
        Columns.of(conflict.updatedAt()),
        Columns.ofNullable(conflict.resolvedAt()),
        conflict.resolvedBy() == null ? null : UUID.fromString(conflict.resolvedBy()),
        conflict.changeId(),
        conflict.id());
  }

  private static StoredConflict read(ResultSet row) throws SQLException {
    Conflict conflict =
        new Conflict(
            Columns.uuid(row, "id"),
            ConflictType.valueOf(Columns.text(row, "type")),
            row.getString("context"),
            Columns.text(row, "alias"),
            ConflictState.valueOf(Columns.text(row, "state")),
            row.getString("owner"),
            Columns.instant(row, "detected_at"),
            Columns.instant(row, "updated_at"),
            row.getInt("revision"),
            row.getString("resolution"),
            Columns.instantOrNull(row, "resolved_at"),
            row.getString("resolved_by"),
            row.getObject("change_id", UUID.class));
    return new StoredConflict(
        conflict,
        row.getString("context_key"),
        Columns.text(row, "claimed"),
        claims(Columns.text(row, "claims")));
  }

  static List<ConflictClaim> claims(String json) {
    return Json.stored().readValue(json, new TypeReference<List<ConflictClaim>>() {});
  }
}
