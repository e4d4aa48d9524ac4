package com.nexus.ssot.server.change;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Writes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is needed to take changes back. Thread-safe. */
@Component
final class RevertTable {
  private final JdbcClient jdbc;

  RevertTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The revert of a change that is open or took effect. */
  Optional<UUID> revertOf(UUID id) {
    return jdbc.sql(
            """
            select c.id from change c
            where c.reverts = ? and (c.is_open or c.state in ('APPLIED', 'OVERRIDDEN'))
            order by c.id limit 1
            """)
        .param(id)
        .query(UUID.class)
        .optional();
  }

  /**
   * Keeps which objects a change made.
   *
   * @param made their ids, by those that they were planned with
   */
  void keepMade(Writes writes, UUID id, Map<UUID, UUID> made) {
    if (!made.isEmpty()) {
      String ids = Json.tree(made).toString();
      writes.add("update change set made = cast(? as jsonb) where id = ?", ids, id);
    }
  }

  /** The ids of objects that a change made, by those that they were planned with. */
  Map<UUID, UUID> made(UUID id) {
    Map<UUID, UUID> made = new HashMap<>();
    jdbc.sql(
            """
            select e.key, e.value from change c, jsonb_each_text(c.made) e where c.id = ?
            """)
        .param(id)
        .query(row -> {
          made.put(UUID.fromString(row.getString(1)), UUID.fromString(row.getString(2)));
        });
    return made;
  }
}
