package com.nexus.ssot.server.audit;

import com.nexus.ssot.model.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What stands in the log about objects, in its order, for those who follow it at a pace of their
 * own. Thread-safe.
 */
@Component
public class LoggedEventTable {
  private final JdbcClient jdbc;

  LoggedEventTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Successful events about objects, in order.
   *
   * @param from the first index that is looked at
   * @param to the first index that is not
   */
  public List<LoggedEvent> between(long from, long to) {
    return jdbc.sql(
            """
            select l.leaf_index, l.event_id, e.leaf, e.action, e.object_type, e.object_id, e.context,
              e.proposal_id
            from audit_leaf l
            join audit_event e on e.event_id = l.event_id and e.recorded_at = l.recorded_at
            where l.leaf_index >= ? and l.leaf_index < ?
              and e.object_id is not null and e.outcome = 'success'
            order by l.leaf_index
            """)
        .param(from)
        .param(to)
        .query(LoggedEventTable::read)
        .list();
  }

  /** The event with an index; empty when there is none, or it is about no object. */
  public Optional<LoggedEvent> at(long index) {
    return between(index, index + 1).stream().findFirst();
  }

  /** What an event says. */
  public LoggedContent contentOf(long index) {
    return jdbc.sql(
            """
            select e.leaf,
              (select b.body from audit_body b
                where b.event_id = l.event_id and b.recorded_at = l.recorded_at and b.side = 'new'
              ) as body
            from audit_leaf l
            join audit_event e on e.event_id = l.event_id and e.recorded_at = l.recorded_at
            where l.leaf_index = ?
            """)
        .param(index)
        .query(LoggedEventTable::content)
        .single();
  }

  private static LoggedEvent read(ResultSet row, int number) throws SQLException {
    return new LoggedEvent(
        row.getLong("leaf_index"),
        row.getObject("event_id", UUID.class),
        row.getString("action"),
        row.getString("object_type"),
        row.getObject("object_id", UUID.class),
        leaf(row).path("object_key").asString(""),
        row.getString("context"),
        row.getObject("proposal_id", UUID.class));
  }

  private static LoggedContent content(ResultSet row, int number) throws SQLException {
    JsonNode leaf = leaf(row);
    String body = row.getString("body");
    return new LoggedContent(
        Instant.parse(leaf.path("at").asString()),
        leaf.path("object_version").asInt(0),
        body == null ? null : Json.stored().readTree(body));
  }

  private static JsonNode leaf(ResultSet row) throws SQLException {
    return Json.stored().readTree(row.getString("leaf"));
  }
}
