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
  private @Nullable Instant countedAt;
  private Figures counted = new Figures(0, 0, 0);

  AliasFiguresTable(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public synchronized Figures figures() {
    Instant now = clock.instant();
    if (countedAt == null || countedAt.plus(KEPT).isBefore(now) || now.isBefore(countedAt)) {
      counted = count(now);
      countedAt = now;
    }
    return counted;
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
