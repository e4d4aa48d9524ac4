package com.nexus.ssot.server.registry.search;

import com.nexus.ssot.model.api.SearchHit;
import com.nexus.ssot.model.api.SearchHit.Reason;
import com.nexus.ssot.server.db.Columns;
import com.nexus.ssot.server.registry.Keyset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds aliases, anchors and endpoints, one tier of likeness at a time. Thread-safe. */
@Component
class SearchTable {
  /** Most candidates of one type that a tier puts in order. */
  private static final int CANDIDATES = 500;

  private final JdbcClient jdbc;

  SearchTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Bounds what follows in the running transaction; it fails when the time is not enough.
   *
   * @param likeness the smallest word similarity that counts as similar
   */
  void within(Duration time, double likeness) {
    jdbc.sql(
            """
            select set_config('statement_timeout', :millis, true),
              set_config('pg_trgm.word_similarity_threshold', :likeness, true),
              set_config('plan_cache_mode', 'force_custom_plan', true)
            """)
        .param("millis", Long.toString(time.toMillis()))
        .param("likeness", Double.toString(likeness))
        .query(row -> {});
  }

  /** The best hits of one tier, best first. */
  List<SearchHit> find(Reason tier, SearchScope scope, int limit) {
    String sql =
        scope.types().stream()
            .map(type -> candidates(type, tier, scope))
            .collect(Collectors.joining(" union all "));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("key", scope.key());
    parameters.put("pattern", "%" + Keyset.escaped(scope.text()) + "%");
    parameters.put("limit", limit);
    List<String> words = scope.words();
    IntStream.range(0, words.size()).forEach(i -> parameters.put("word" + i, words.get(i)));
    if (scope.contexts() != null) {
      parameters.put("contexts", scope.contexts().toArray(String[]::new));
    }
    return jdbc.sql(
            "select f.* from ("
                + sql
                + ") f order by f.score desc, f.key, f.type, f.id limit :limit")
        .params(parameters)
        .query((row, n) -> hit(row, tier))
        .list();
  }

  private static String candidates(SearchType type, Reason tier, SearchScope scope) {
    String condition =
        switch (tier) {
          case EXACT -> "s.key = :key";
          case PREFIX -> "s.key >= :key and s.key < :key || chr(1114111)";
          case SIMILAR -> "(:key <% s.key" + everyWord(scope.words()) + ")";
          case DESCRIPTION -> "s.description ilike :pattern";
        };
    String score =
        switch (tier) {
          case EXACT -> "1.0";
          case PREFIX -> "0.5 + 0.5 * length(:key) / length(s.key)";
          case SIMILAR -> "word_similarity(:key, s.key)";
          case DESCRIPTION -> "0.1";
        };
    return """
    (select '%s' as type, %s, s.description, s.key, s.id,
      cast(%s as double precision) as score
    from %s s
    where s.deleted_at is null and %s%s %s limit %d)
    """
        .formatted(
            type.word(),
            type.columns(),
            score,
            type.word(),
            condition,
            type == SearchType.ALIAS && scope.contexts() != null
                ? " and s.context_key = any(:contexts)"
                : "",
            tier == Reason.PREFIX ? "order by s.key" : "",
            CANDIDATES);
  }

  /** That a name has something like every word, wherever they stand. */
  private static String everyWord(List<String> words) {
    return words.isEmpty()
        ? ""
        : IntStream.range(0, words.size())
            .mapToObj(i -> ":word" + i + " <% s.key")
            .collect(Collectors.joining(" and ", " or (", ")"));
  }

  private static SearchHit hit(ResultSet row, Reason tier) throws SQLException {
    return new SearchHit(
        Columns.text(row, "type"),
        Columns.text(row, "name"),
        row.getString("context"),
        row.getString("canonical"),
        row.getString("description"),
        Math.round(row.getDouble("score") * 1000) / 1000.0,
        tier);
  }
}
