package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The history tables, one for each type of object, all of one shape. Thread-safe. */
@Component
public class HistoryTable {
  /** Types with a history table; the only words that ever become part of a statement. */
  private static final Set<String> TYPES = Set.of("context", "service", "anchor", "endpoint");

  private final JdbcClient jdbc;

  HistoryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps the revision that is about to be replaced; comes before the update of its row. */
  public static void keep(String type, Registered before, Instant now, Writes writes) {
    writes.add(
        """
        insert into %1$s_history (id, revision, body, valid_from, valid_to, change_id, changed_by)
        select id, revision, ?::jsonb, updated_at, ?, change_id, updated_by
        from %1$s where id = ?
        """
            .formatted(known(type)),
        Json.tree(before).toString(),
        Columns.of(now),
        before.id());
  }

  /**
   * Revisions of an object, newest first.
   *
   * @param current the revision that stands; it comes first when {@code below} lets it
   * @param below only revisions with a lower number
   */
  public List<Revision> of(String type, Registered current, int below, int limit) {
    return jdbc.sql(
            """
            select revision, change_id, changed_by, valid_from, valid_to, body::text as body
            from %1$s_history where id = :id and revision < :below
            union all
            select revision, change_id, updated_by, updated_at, null, cast(:current as text)
            from %1$s where id = :id and revision = :revision and revision < :below
            order by revision desc limit :limit
            """
                .formatted(known(type)))
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

  private static String known(String type) {
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException("no history is kept of " + type);
    }
    return type;
  }
}
