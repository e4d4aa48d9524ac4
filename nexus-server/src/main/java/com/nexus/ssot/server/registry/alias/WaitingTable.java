package com.nexus.ssot.server.registry.alias;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases that are proposed and wait for approval. Thread-safe. */
@Component
class WaitingTable {
  private final JdbcClient jdbc;

  WaitingTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The oldest waiting change that would create an alias. */
  Optional<UUID> creating(String contextKey, String key) {
    return jdbc.sql(
            """
            select t.change_id from change_target t join change c on c.id = t.change_id
            where t.object_type = 'alias' and t.context_key = ? and t.object_key = ?
              and t.base_revision = 0 and c.is_open
            order by t.change_id limit 1
            """)
        .param(contextKey)
        .param(key)
        .query(UUID.class)
        .optional();
  }
}
