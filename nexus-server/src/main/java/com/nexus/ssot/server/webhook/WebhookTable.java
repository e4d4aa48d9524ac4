package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Webhooks and what they were. Thread-safe. */
@Component
class WebhookTable {
  private final JdbcClient jdbc;

  WebhookTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<StoredWebhook> find(String key) {
    return jdbc.sql("select w.* from webhook w where w.key = ? and w.deleted_at is null")
        .param(key)
        .query(WebhookTable::read)
        .optional();
  }

  Optional<StoredWebhook> lock(String key) {
    return jdbc.sql("select w.* from webhook w where w.key = ? and w.deleted_at is null for update")
        .param(key)
        .query(WebhookTable::read)
        .optional();
  }

  Optional<StoredWebhook> find(UUID id) {
    return jdbc.sql("select w.* from webhook w where w.id = ? and w.deleted_at is null")
        .param(id)
        .query(WebhookTable::read)
        .optional();
  }

  /**
   * Webhooks in order of their names.
   *
   * @param after only those behind this key; null for the first
   */
  List<StoredWebhook> list(@Nullable String after, int limit) {
    return jdbc.sql(
            """
            select w.* from webhook w
            where w.deleted_at is null and (cast(:after as text) is null or w.key > :after)
            order by w.key limit :limit
            """)
        .param("after", after)
        .param("limit", limit)
        .query(WebhookTable::read)
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from webhook where deleted_at is null")
        .query(Long.class)
        .single();
  }

  /** Lets webhooks be made one after the other, so that they can be counted. */
  void lockCount() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('how many webhooks there are', 0))")
        .query(row -> {});
  }

  void insert(Writes writes, Webhook made, UUID subject, String by) {
    writes.add(
        """
        insert into webhook (id, name, key, url, events, contexts, active, description, owner_id,
          subject, revision, created_at, updated_at, change_id, updated_by)
        values (?, ?, ?, ?, ?, ?, ?, cast(? as text), ?, ?, ?, ?, ?, ?, ?)
        """,
        made.id(),
        made.name(),
        Name.of(made.name()).key(),
        made.url(),
        made.events().toArray(String[]::new),
        made.contexts().toArray(String[]::new),
        made.active(),
        made.description(),
        made.ownerId(),
        subject,
        made.revision(),
        Columns.of(made.createdAt()),
        Columns.of(made.updatedAt()),
        made.changeId(),
        by);
  }

  /** Puts another revision in the place of one, which is kept. */
  void update(Writes writes, Webhook before, Webhook after, String by) {
    keep(writes, before, after.updatedAt());
    writes.add(
        """
        update webhook set url = ?, events = ?, contexts = ?, active = ?,
          description = cast(? as text), owner_id = ?, previous_until = cast(? as timestamptz),
          revision = ?, updated_at = ?, change_id = ?, updated_by = ?
        where id = ?
        """,
        after.url(),
        after.events().toArray(String[]::new),
        after.contexts().toArray(String[]::new),
        after.active(),
        after.description(),
        after.ownerId(),
        Columns.ofNullable(after.previousSecretUntil()),
        after.revision(),
        Columns.of(after.updatedAt()),
        after.changeId(),
        by,
        after.id());
  }

  void delete(Writes writes, Webhook before, Instant at, UUID changeId, String by) {
    keep(writes, before, at);
    writes.add(
        """
        update webhook set deleted_at = ?, revision = ?, updated_at = ?, change_id = ?,
          updated_by = ?, active = false
        where id = ?
        """,
        Columns.of(at),
        before.revision() + 1,
        Columns.of(at),
        changeId,
        by,
        before.id());
  }

  private static void keep(Writes writes, Webhook before, Instant now) {
    writes.add(
        """
        insert into webhook_history (id, revision, body, valid_from, valid_to, change_id, changed_by)
        select id, revision, ?::jsonb, updated_at, ?, change_id, updated_by
        from webhook where id = ?
        """,
        Json.tree(before).toString(),
        Columns.of(now),
        before.id());
  }

  /**
   * Revisions of a webhook, newest first.
   *
   * @param below only revisions with a lower number
   */
  List<Revision> history(Webhook current, int below, int limit) {
    return jdbc.sql(
            """
            select revision, change_id, changed_by, valid_from, valid_to, body::text as body
            from webhook_history where id = :id and revision < :below
            union all
            select revision, change_id, updated_by, updated_at, null, cast(:current as text)
            from webhook where id = :id and revision = :revision and revision < :below
            order by revision desc limit :limit
            """)
        .param("id", current.id())
        .param("below", below)
        .param("revision", current.revision())
        .param("current", Json.tree(current).toString())
        .param("limit", limit)
        .query((row, n) ->
            new Revision(
                row.getInt("revision"),
                Columns.uuid(row, "change_id"),
                Columns.text(row, "changed_by"),
                Columns.instant(row, "valid_from"),
                Columns.instantOrNull(row, "valid_to"),
                Json.stored().readTree(Columns.text(row, "body"))))
        .list();
  }

  private static StoredWebhook read(ResultSet row, int number) throws SQLException {
    return new StoredWebhook(
        new Webhook(
            Columns.uuid(row, "id"),
            Columns.text(row, "name"),
            Columns.text(row, "url"),
            List.of((String[]) row.getArray("events").getArray()),
            List.of((String[]) row.getArray("contexts").getArray()),
            row.getBoolean("active"),
            row.getString("description"),
            Columns.uuid(row, "owner_id"),
            Columns.instantOrNull(row, "previous_until"),
            row.getInt("revision"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            Columns.uuid(row, "change_id")),
        Columns.uuid(row, "subject"));
  }
}
