package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Changes. Thread-safe. */
@Component
final class ChangeTable {
  private static final String COLUMNS =
      """
      select c.id, c.state, c.operations, c.description, c.justification, c.stated, c.contexts,
        c.proposed_by, p.name as proposer, c.proposed_at, c.digest, c.revision, c.policy_version,
        c.approved_by, c.applied_at
      from change c join principal p on p.id = c.proposed_by
      """;

  private final JdbcClient jdbc;

  ChangeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Writes writes, StoredChange stored) {
    Change change = stored.change();
    writes.add(
        """
        insert into change (id, state, operations, description, justification, stated, proposed_by,
          proposed_at, contexts, revision, policy_version, digest, approved_by, applied_at)
        values (?, ?, cast(? as jsonb), ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?, ?, ?,
          cast(? as timestamptz))
        """,
        change.id(),
        change.state().name(),
        stored.operations(),
        change.description(),
        change.justification(),
        stored.stated().isEmpty() ? null : Json.tree(stored.stated()).toString(),
        stored.proposedBy(),
        time(change.proposedAt()),
        stored.contexts().toArray(String[]::new),
        change.revision(),
        stored.policyVersion(),
        change.digest(),
        change.approvedBy(),
        time(change.appliedAt()));
  }

  void insertTarget(Writes writes, UUID changeId, Planned target) {
    writes.add(
        """
        insert into change_target (change_id, object_type, object_id, base_revision, object_key,
          context_key)
        values (?, ?, ?, ?, ?, ?)
        on conflict do nothing
        """,
        changeId,
        target.objectType(),
        target.objectId(),
        target.baseRevision(),
        Name.of(target.objectKey()).key(),
        target.contextKey());
  }

  Optional<StoredChange> find(UUID id) {
    return jdbc.sql(COLUMNS + "where c.id = ?").param(id).query(ChangeTable::read).optional();
  }

  /**
   * Changes that touch no context out of reach, newest first.
   *
   * @param hidden types of objects whose changes are left out
   * @param before only changes older than this one; null for the newest
   */
  List<StoredChange> list(
      @Nullable ChangeState state,
      Reach reach,
      Collection<String> hidden,
      @Nullable UUID before,
      int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                where (cast(:state as text) is null or c.state = :state)
                  and case when :all then not c.contexts && cast(:named as text[])
                    else c.contexts <@ cast(:named as text[]) end
                  and not c.operations @> any (cast(:hidden as jsonb[]))
                  and (cast(:before as uuid) is null or c.id < cast(:before as uuid))
                order by c.id desc
                limit :limit
                """)
        .param("state", state == null ? null : state.name())
        .param("all", reach.all())
        .param("named", reach.named().toArray(String[]::new))
        .param(
            "hidden",
            hidden.stream()
                .map(type -> "[{\"object_type\":\"" + type + "\"}]")
                .toArray(String[]::new))
        .param("before", before)
        .param("limit", limit)
        .query(ChangeTable::read)
        .list();
  }

  private static StoredChange read(ResultSet row, int number) throws SQLException {
    String operations = row.getString("operations");
    Change change =
        new Change(
            row.getObject("id", UUID.class),
            ChangeState.valueOf(row.getString("state")),
            views(operations),
            row.getString("description"),
            row.getString("justification"),
            row.getString("proposer"),
            row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
            row.getString("digest"),
            row.getInt("revision"),
            row.getString("approved_by"),
            instant(row.getObject("applied_at", OffsetDateTime.class)));
    String stated = row.getString("stated");
    return new StoredChange(
        change,
        row.getObject("proposed_by", UUID.class),
        operations,
        row.getString("policy_version"),
        Set.of((String[]) row.getArray("contexts").getArray()),
        stated == null ? Map.of() : statements(stated));
  }

  private static Map<String, String> statements(String json) {
    Map<String, String> statements = new HashMap<>();
    Json.stored()
        .readTree(json)
        .properties()
        .forEach(entry -> statements.put(entry.getKey(), entry.getValue().asString()));
    return statements;
  }

  private static List<OperationView> views(String operations) {
    List<OperationView> views = new ArrayList<>();
    for (JsonNode node : Json.stored().readTree(operations)) {
      views.add(
          new OperationView(
              node.path("kind").asString(),
              node.path("object_type").asString(),
              node.path("object_key").asString(),
              node.hasNonNull("context") ? node.path("context").asString() : null,
              node.path("base_revision").asInt(),
              node.get("before"),
              node.get("after")));
    }
    return views;
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
