package com.nexus.ssot.server.registry.alias;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds names that were perhaps meant. Thread-safe. */
@Component
class SimilarTable {
  private final JdbcClient jdbc;

  SimilarTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Up to three things that an alias of the context could lead to, most similar first. */
  List<String> targets(String contextKey, String key) {
    return jdbc.sql(
            """
            select c.name from (
              (select n.anchor_id as name, similarity(n.key, :key) as score from anchor n
                where n.key % :key and n.deleted_at is null limit 200)
              union all
              (select p.name, similarity(p.key, :key) from endpoint p
                where p.key % :key and p.deleted_at is null limit 200)
              union all
              (select a.shown, similarity(a.key, :key) from alias a
                where a.key % :key and a.context_key = :context and a.deleted_at is null
                limit 200)) c
            group by c.name order by max(c.score) desc, c.name limit 3
            """)
        .param("context", contextKey)
        .param("key", key)
        .query(String.class)
        .list();
  }

  /** Bounds what follows in the running transaction; it fails when that is not enough. */
  void within(Duration time) {
    jdbc.sql(
            """
            select set_config('statement_timeout', :millis, true),
              set_config('pg_trgm.similarity_threshold', '0.4', true),
              set_config('plan_cache_mode', 'force_custom_plan', true)
            """)
        .param("millis", Long.toString(time.toMillis()))
        .query(row -> {});
  }

  /** Up to three aliases of a context whose names are like this one, most similar first. */
  List<String> aliases(String contextKey, String key) {
    return jdbc.sql(
            """
            select c.shown from (
              select a.shown, a.key, similarity(a.key, :key) as score from alias a
              where a.key % :key and a.context_key = :context
                and a.deleted_at is null and a.is_active limit 2000) c
            order by c.score desc, c.key limit 3
            """)
        .param("context", contextKey)
        .param("key", key)
        .query(String.class)
        .list();
  }
}
