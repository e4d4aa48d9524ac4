package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.server.base.AliasFigures;
import com.nexus.ssot.server.db.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Fallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts aliases, not more often than every few seconds. Knows nothing of the time that resolving
 * takes; where names are resolved from memory, that door's figures are used instead. Thread-safe.
 */
@Component
@Fallback
class AliasFiguresTable implements AliasFigures {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private @Nullable Count last;

  AliasFiguresTable(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Figures of each context by its key, and when they were true. */
  private record Count(Instant at, Map<String, Figures> figures) {

    boolean holds(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
  }

  @Override
  public Figures figures(Predicate<String> reaches) {
    long total = 0;
    long active = 0;
    for (Map.Entry<String, Figures> context : byContext().entrySet()) {
      if (reaches.test(context.getKey())) {
        total += context.getValue().total();
        active += context.getValue().active();
      }
    }
    return new Figures(total, active, 0);
  }

  private synchronized Map<String, Figures> byContext() {
    Instant now = clock.instant();
    Count count = last;
    if (count == null || !count.holds(now)) {
      count = new Count(now, count(now));
      last = count;
    }
    return count.figures();
  }

  private Map<String, Figures> count(Instant now) {
    Map<String, Figures> figures = new HashMap<>();
    jdbc.sql(
            """
            select a.context_key, count(*) as total, count(*) filter (
              where a.is_active and coalesce(a.expires_at, 'infinity') > :now
                and coalesce(a.valid_from, '-infinity') <= :now) as active
            from alias a where a.deleted_at is null
            group by a.context_key
            """)
        .param("now", Columns.of(now))
        .query(row -> {
          figures.put(
              Columns.text(row, "context_key"),
              new Figures(row.getLong("total"), row.getLong("active"), 0));
        });
    return figures;
  }
}
