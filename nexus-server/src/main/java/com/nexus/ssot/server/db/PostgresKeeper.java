package com.nexus.ssot.server.db;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded database again when it has ended by itself: killed from outside, or given up
 * because its disk was full. Used by one thread.
 */
final class PostgresKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private boolean told;

  private PostgresKeeper(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Looks once a second, until it is closed. */
  static Repeated keep(Cluster cluster) {
    PostgresKeeper keeper = new PostgresKeeper(cluster);
    return Repeated.start("embedded-database", PAUSE, keeper::look);
  }

  private void look() {
    if (cluster.isRunning()) {
      return;
    }
    if (!told) {
      LOG.error(
          "The embedded database has ended and is started again. It said: {}", cluster.lastWords());
    }
    Optional<String> refusal = cluster.relaunch();
    if (refusal.isEmpty()) {
      LOG.warn("The embedded database runs again");
    } else if (!told) {
      LOG.error(
          "The embedded database does not start and is tried again until it does. It said: {}",
          cluster.lastWords());
    }
    told = refusal.isPresent();
  }
}
