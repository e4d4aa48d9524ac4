package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.NamingRules;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.db.ContextRead;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Reads and writes contexts. Thread-safe. */
@Component
public class ContextTable implements ContextRead<ContextTable.Ruled> {
  private static final String RULED =
      """
      select c.*, g.version as rules_version, g.checksum as rules_checksum
      from context c
      cross join (
        select r.version, r.checksum from governance_rule_set r
        order by r.version desc limit 1) g
      where c.key = any (cast(? as text[])) and c.deleted_at is null
      """;

  private final JdbcClient jdbc;

  ContextTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The context with this key, deleted or not. */
  public Optional<Context> find(String key) {
    return jdbc.sql("select c.* from context c where c.key = ?")
        .param(key)
        .query((row, n) -> context(row))
        .optional();
  }

  /** The live context with this key, and which rules are in force. */
  Optional<Ruled> ruled(String key) {
    return jdbc.sql(RULED).param(new String[] {key}).query((row, n) -> read(row)).optional();
  }

  @Override
  public Class<Ruled> type() {
    return Ruled.class;
  }

  @Override
  public String query() {
    return RULED;
  }

  @Override
  public String contextKey(ResultSet row) throws SQLException {
    return Columns.text(row, "key");
  }

  @Override
  public Ruled read(ResultSet row) throws SQLException {
    return new Ruled(
        context(row), row.getInt("rules_version"), Columns.text(row, "rules_checksum"));
  }

  /** A context, and version and checksum of the rules, read together. */
  record Ruled(Context context, int rulesVersion, String rulesChecksum) {}

  Optional<Context> lock(String key) {
    return jdbc.sql("select c.* from context c where c.key = ? for update")
        .param(key)
        .query((row, n) -> context(row))
        .optional();
  }

  /** Objects with a key behind one, deleted ones too, in order of their keys. */
  public List<Context> behind(String key, int limit) {
    return jdbc.sql("select c.* from context c where c.key > ? order by c.key limit ?")
        .param(key)
        .param(limit)
        .query((row, n) -> context(row))
        .list();
  }

  List<Context> list(Keyset keyset) {
    return keyset.query(jdbc, "select c.* from context c").query((row, n) -> context(row)).list();
  }

  long count(Keyset keyset) {
    return keyset.count(jdbc, "select count(*) from context c");
  }

  /** Names of up to ten live aliases in the context with this key. */
  List<String> aliasesIn(String key) {
    return jdbc.sql(
            """
            select a.shown from alias a
            where a.context_key = ? and a.deleted_at is null order by a.key limit 10
            """)
        .param(key)
        .query(String.class)
        .list();
  }

  /** Up to ten changes but one that wait and concern the context with this key. */
  List<UUID> changesWaitingIn(String key, UUID except) {
    return jdbc.sql(
            """
            select c.id from change c
            where c.is_open and c.contexts @> cast(? as text[]) and c.id <> ?
            order by c.id limit 10
            """)
        .param(new String[] {key})
        .param(except)
        .query(UUID.class)
        .list();
  }

  /** Whether there is a team of this name. */
  boolean knowsTeam(String name) {
    return jdbc.sql("select exists (select from team t where t.key = ? and t.deleted_at is null)")
        .param(Name.of(name).key())
        .query(Boolean.class)
        .single();
  }

  static void insert(Context context, Actor by, Writes writes) {
    writes.add(
        """
        insert into context (name, description, permissions, approval_required, auto_expire,
          naming, approvals, change_windows, mode, is_public, fallback, revision, updated_at, updated_by, change_id,
          deleted_at, id, key, created_at)
        values (?, ?, ?::jsonb, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        values(
            context,
            by,
            context.id(),
            Name.of(context.name()).key(),
            Columns.of(context.createdAt())));
  }

  static void update(Context context, Actor by, Writes writes) {
    writes.add(
        """
        update context set name = ?, description = ?, permissions = ?::jsonb,
          approval_required = ?, auto_expire = ?, naming = ?::jsonb, approvals = ?::jsonb,
          change_windows = ?::jsonb, mode = ?, is_public = ?,
          fallback = ?, revision = ?, updated_at = ?, updated_by = ?, change_id = ?,
          deleted_at = ?
        where id = ?
        """,
        values(context, by, context.id()));
  }

  private static @Nullable Object[] values(Context context, Actor by, Object... more) {
    NamingRules naming = context.naming();
    ApprovalRules approvals = context.approvals();
    ChangeWindows windows = context.changeWindows();
    return Keyset.concat(
        new @Nullable Object[] {
          context.name(),
          context.description(),
          Json.tree(context.permissions()).toString(),
          context.approvalRequired(),
          context.autoExpire(),
          naming == null ? null : Json.tree(naming).toString(),
          approvals == null ? null : Json.tree(approvals).toString(),
          windows == null ? null : Json.tree(windows).toString(),
          context.mode().name(),
          context.isPublic(),
          context.fallback(),
          context.revision(),
          Columns.of(context.updatedAt()),
          by.subject(),
          context.changeId(),
          Columns.ofNullable(context.deletedAt())
        },
        more);
  }

  private static Context context(ResultSet row) throws SQLException {
    String naming = row.getString("naming");
    String approvals = row.getString("approvals");
    String windows = row.getString("change_windows");
    return new Context(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        row.getString("description"),
        Json.mapper().readValue(Columns.text(row, "permissions"), new TypeReference<>() {}),
        row.getBoolean("approval_required"),
        row.getBoolean("auto_expire"),
        naming == null ? null : Json.mapper().readValue(naming, NamingRules.class),
        approvals == null ? null : Json.mapper().readValue(approvals, ApprovalRules.class),
        windows == null ? null : Json.mapper().readValue(windows, ChangeWindows.class),
        ContextMode.valueOf(Columns.text(row, "mode")),
        row.getBoolean("is_public"),
        row.getBoolean("fallback"),
        row.getInt("revision"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.uuid(row, "change_id"),
        Columns.instantOrNull(row, "deleted_at"));
  }
}
