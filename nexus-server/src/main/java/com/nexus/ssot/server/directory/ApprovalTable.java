package com.nexus.ssot.server.directory;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which contexts demand something of people, and where teams own something. Thread-safe. */
@Component
class ApprovalTable {
  private final JdbcClient jdbc;

  ApprovalTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keys of live contexts whose rules name teams or conditions. */
  List<String> contextsWithRules() {
    return jdbc.sql(
            """
            select key from context
            where deleted_at is null and jsonb_array_length(permissions) > 0 order by key
            """)
        .query(String.class)
        .list();
  }

  /** Keys of the contexts with aliases that the team with this key owns, deleted ones too. */
  List<String> contextsWithAliasesOf(String teamKey) {
    return jdbc.sql(
            """
            select distinct a.context_key from alias a
            where a.owner is not null and replace(lower(a.owner), '_', '-') = ?
            """)
        .param(teamKey)
        .query(String.class)
        .list();
  }
}
