package com.nexus.ssot.server.audit;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.ObjectChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The log in its order. Thread-safe. */
@Component
final class FeedTable {
  private final JdbcClient jdbc;

  FeedTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One leaf.
   *
   * @param transaction what the events of one transaction have in common
   * @param change null when the event is about no object
   */
  record Item(long index, long transaction, @Nullable ObjectChange change) {}

  /** Leaves from an index on, in order. */
  List<Item> from(long index, int limit) {
    return jdbc.sql(
            """
            select l.leaf_index, e.order_no, e.leaf, e.action, e.object_type, e.object_id, e.context,
              (select b.body from audit_body b
                where b.event_id = l.event_id and b.recorded_at = l.recorded_at and b.side = 'new'
              ) as body
            from audit_leaf l
            join audit_event e on e.event_id = l.event_id and e.recorded_at = l.recorded_at
            where l.leaf_index >= ?
            order by l.leaf_index
            limit ?
            """)
        .param(index)
        .param(limit)
        .query(FeedTable::read)
        .list();
  }

  private static Item read(ResultSet row, int number) throws SQLException {
    UUID objectId = row.getObject("object_id", UUID.class);
    ObjectChange change = null;
    if (objectId != null) {
      JsonNode leaf = Json.stored().readTree(row.getString("leaf"));
      String body = row.getString("body");
      change =
          new ObjectChange(
              row.getString("action"),
              row.getString("object_type"),
              objectId,
              leaf.path("object_key").asString(""),
              row.getString("context"),
              leaf.path("object_version").asInt(0),
              body == null ? null : Json.stored().readTree(body));
    }
    return new Item(row.getLong("leaf_index"), row.getLong("order_no"), change);
  }
}
