package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ApplyMode;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.GlassBreak;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
      select c.*, p.name as proposer, b.name as behalf, a.name as applier, v.name as reviewer,
        r.editor,
        exists (select from principal g where g.kind = 'AGENT'
          and (g.id = c.proposed_by or g.id in
            (select e.editor from change_revision e where e.change_id = c.id))) as by_agent
      from change c join principal p on p.id = c.proposed_by
        left join principal b on b.id = c.on_behalf_of
        left join principal a on a.id = c.applied_by
        left join principal v on v.id = c.reviewed_by
        left join change_revision r on r.change_id = c.id and r.revision = c.revision
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
          proposed_at, contexts, revision, policy_version, digest, approved_by, applied_at,
          required, apply, reasons, on_behalf_of, not_before, not_after, scheduled_for, expires_at,
          reverts)
        values (?, ?, cast(? as jsonb), ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?, ?, ?,
          cast(? as timestamptz), ?, ?, ?, cast(? as uuid), cast(? as timestamptz),
          cast(? as timestamptz), cast(? as timestamptz), cast(? as timestamptz),
          cast(? as uuid))
        """,
        change.id(),
        change.state().name(),
        stored.operations(),
        change.description(),
        change.justification(),
        stored.stated().isEmpty() ? null : Json.tree(stored.stated()).toString(),
        stored.proposedBy(),
        Columns.of(change.proposedAt()),
        stored.contexts().toArray(String[]::new),
        change.revision(),
        stored.policyVersion(),
        change.digest(),
        change.approvedBy(),
        Columns.ofNullable(change.appliedAt()),
        change.required(),
        change.apply().name(),
        change.reasons().toArray(String[]::new),
        stored.onBehalfOf(),
        Columns.ofNullable(change.notBefore()),
        Columns.ofNullable(change.notAfter()),
        Columns.ofNullable(change.scheduledFor()),
        Columns.ofNullable(change.expiresAt()),
        change.reverts());
  }

  /** Gives a change another revision. */
  void revise(Writes writes, StoredChange stored) {
    Change change = stored.change();
    writes.add("delete from change_target where change_id = ?", change.id());
    writes.add(
        """
        update change set state = ?, operations = cast(? as jsonb), description = ?,
          justification = ?, contexts = ?, revision = ?, policy_version = ?, digest = ?,
          approved_by = null, required = ?, apply = ?, reasons = ?, reverts = cast(? as uuid),
          not_before = cast(? as timestamptz), not_after = cast(? as timestamptz),
          scheduled_for = null, expires_at = cast(? as timestamptz), note = null,
          version = version + 1
        where id = ?
        """,
        change.state().name(),
        stored.operations(),
        change.description(),
        change.justification(),
        stored.contexts().toArray(String[]::new),
        change.revision(),
        stored.policyVersion(),
        change.digest(),
        change.required(),
        change.apply().name(),
        change.reasons().toArray(String[]::new),
        change.reverts(),
        Columns.ofNullable(change.notBefore()),
        Columns.ofNullable(change.notAfter()),
        Columns.ofNullable(change.expiresAt()),
        change.id());
  }

  /**
   * Moves a change to a state that is not one of those that took effect.
   *
   * @param required how many people the rules ask for now
   */
  void move(
      Writes writes,
      UUID id,
      ChangeState state,
      int required,
      @Nullable String approvedBy,
      @Nullable Instant scheduledFor,
      @Nullable String note) {
    writes.add(
        """
        update change set state = ?, required = ?, approved_by = ?,
          scheduled_for = cast(? as timestamptz), note = ?, version = version + 1
        where id = ?
        """,
        state.name(),
        required,
        approvedBy,
        Columns.ofNullable(scheduledFor),
        note,
        id);
    if (!state.isOpen()) {
      writes.add("delete from change_target where change_id = ?", id);
    }
  }

  /** A change took effect with the consent it needs. */
  void applied(
      Writes writes, UUID id, int required, String approvedBy, UUID appliedBy, Instant at) {
    writes.add(
        """
        update change set state = 'APPLIED', required = ?, approved_by = ?, applied_by = ?,
          applied_at = ?, scheduled_for = null, note = null, version = version + 1
        where id = ?
        """,
        required,
        approvedBy,
        appliedBy,
        Columns.of(at),
        id);
    writes.add("delete from change_target where change_id = ?", id);
  }

  /** A change took effect without the consent it needs. */
  void overridden(Writes writes, UUID id, UUID by, Instant at, String reason, String reference) {
    writes.add(
        """
        update change set state = 'OVERRIDDEN', approved_by = null, applied_by = ?, applied_at = ?,
          scheduled_for = null, note = null, override_reason = ?, override_reference = ?,
          version = version + 1
        where id = ?
        """,
        by,
        Columns.of(at),
        reason,
        reference,
        id);
    writes.add("delete from change_target where change_id = ?", id);
  }

  /** Ends the review of a change that was overridden. */
  void reviewed(Writes writes, UUID id, UUID by, Instant at, String finding) {
    writes.add(
        """
        update change set reviewed_by = ?, reviewed_at = ?, review = ?, version = version + 1
        where id = ?
        """,
        by,
        Columns.of(at),
        finding,
        id);
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

  /** The same, and nobody else does anything with it until the transaction ends. */
  Optional<StoredChange> lock(UUID id) {
    return jdbc.sql(COLUMNS + "where c.id = ? for no key update of c")
        .param(id)
        .query(ChangeTable::read)
        .optional();
  }

  /** Up to a hundred changes whose time to be applied has come. */
  List<UUID> due(Instant now) {
    return jdbc.sql(
            """
            select c.id from change c
            where c.state = 'SCHEDULED' and c.scheduled_for <= ? order by c.scheduled_for, c.id
            limit 100
            """)
        .param(Columns.of(now))
        .query(UUID.class)
        .list();
  }

  /** Up to a hundred open changes whose time is over. */
  List<UUID> over(Instant now) {
    return jdbc.sql(
            """
            select c.id from change c
            where c.is_open and (c.expires_at <= :now or c.not_after <= :now)
            order by c.id limit 100
            """)
        .param("now", Columns.of(now))
        .query(UUID.class)
        .list();
  }

  /**
   * What a list of changes is narrowed to.
   *
   * @param state null for all
   * @param open whether only those that something can still become of
   * @param unreviewed whether only those that were overridden and not reviewed since
   * @param before only changes older than this one; null for the newest
   */
  record Wanted(
      @Nullable ChangeState state, boolean open, boolean unreviewed, @Nullable UUID before) {}

  /**
   * Changes that touch no context out of reach, newest first.
   *
   * @param hidden types of objects whose changes are left out
   */
  List<StoredChange> list(Wanted wanted, Reach reach, Collection<String> hidden, int limit) {
    ChangeState state = wanted.state();
    return jdbc.sql(
            COLUMNS
                + """
                where (cast(:state as text) is null or c.state = :state)
                  and (not :open or c.is_open)
                  and (not :unreviewed or (c.state = 'OVERRIDDEN' and c.reviewed_at is null))
                  and case when :all then not c.contexts && cast(:named as text[])
                    else c.contexts <@ cast(:named as text[]) end
                  and not c.operations @> any (cast(:hidden as jsonb[]))
                  and (cast(:before as uuid) is null or c.id < cast(:before as uuid))
                order by c.id desc
                limit :limit
                """)
        .param("state", state == null ? null : state.name())
        .param("open", wanted.open())
        .param("unreviewed", wanted.unreviewed())
        .param("all", reach.all())
        .param("named", reach.named().toArray(String[]::new))
        .param(
            "hidden",
            hidden.stream()
                .map(type -> "[{\"object_type\":\"" + type + "\"}]")
                .toArray(String[]::new))
        .param("before", wanted.before())
        .param("limit", limit)
        .query(ChangeTable::read)
        .list();
  }

  private static StoredChange read(ResultSet row, int number) throws SQLException {
    String operations = Columns.text(row, "operations");
    String stated = row.getString("stated");
    UUID editor = row.getObject("editor", UUID.class);
    UUID proposer = Columns.uuid(row, "proposed_by");
    return new StoredChange(
        change(row, operations),
        proposer,
        row.getObject("on_behalf_of", UUID.class),
        editor == null ? proposer : editor,
        row.getBoolean("by_agent"),
        row.getObject("applied_by", UUID.class),
        row.getInt("version"),
        operations,
        Columns.text(row, "policy_version"),
        Set.of((String[]) row.getArray("contexts").getArray()),
        stated == null ? Map.of() : statements(stated));
  }

  private static Change change(ResultSet row, String operations) throws SQLException {
    return new Change(
        Columns.uuid(row, "id"),
        ChangeState.valueOf(Columns.text(row, "state")),
        views(operations),
        row.getString("description"),
        row.getString("justification"),
        Columns.text(row, "proposer"),
        row.getString("behalf"),
        Columns.instant(row, "proposed_at"),
        Columns.text(row, "digest"),
        row.getInt("revision"),
        row.getInt("required"),
        List.of((String[]) row.getArray("reasons").getArray()),
        ApplyMode.valueOf(Columns.text(row, "apply")),
        Columns.instantOrNull(row, "not_before"),
        Columns.instantOrNull(row, "not_after"),
        Columns.instantOrNull(row, "scheduled_for"),
        row.getBoolean("is_open") ? Columns.instantOrNull(row, "expires_at") : null,
        List.of(),
        row.getString("approved_by"),
        Columns.instantOrNull(row, "applied_at"),
        row.getString("applier"),
        row.getString("note"),
        row.getObject("reverts", UUID.class),
        glassBreak(row),
        List.of(),
        List.of());
  }

  private static @Nullable GlassBreak glassBreak(ResultSet row) throws SQLException {
    String reason = row.getString("override_reason");
    return reason == null
        ? null
        : new GlassBreak(
            Columns.text(row, "applier"),
            reason,
            Columns.text(row, "override_reference"),
            row.getString("reviewer"),
            Columns.instantOrNull(row, "reviewed_at"),
            row.getString("review"));
  }

  private static Map<String, String> statements(String json) {
    Map<String, String> statements = new HashMap<>();
    Json.stored()
        .readTree(json)
        .properties()
        .forEach(entry -> statements.put(entry.getKey(), entry.getValue().asString()));
    return statements;
  }

  /** What operations in the form of {@link Digests} do, as it is shown. */
  static List<OperationView> views(String operations) {
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
}
