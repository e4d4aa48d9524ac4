package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.server.base.AliasFigures;
import com.nexus.ssot.server.db.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  /** Figures, and when they were true. */
  private record Count(Instant at, Figures figures) {

    boolean holds(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
  }

  @Override
  public synchronized Figures figures() {
    Instant now = clock.instant();
    Count count = last;
    if (count == null || !count.holds(now)) {
      count = new Count(now, count(now));
      last = count;
    }
    return count.figures();
  }

  private Figures count(Instant now) {
    return jdbc.sql(
            """
            select count(*) as total, count(*) filter (
              where a.is_active and coalesce(a.expires_at, 'infinity') > :now
                and coalesce(a.valid_from, '-infinity') <= :now) as active
            from alias a where a.deleted_at is null
            """)
        .param("now", Columns.of(now))
        .query((row, n) -> new Figures(row.getLong("total"), row.getLong("active"), 0))
        .single();
  }
}
