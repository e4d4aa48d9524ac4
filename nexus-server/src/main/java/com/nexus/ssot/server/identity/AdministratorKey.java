package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.db.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Warns in good time that no key will be left that can make others: at the start, once a day, and
 * in the server's health. Thread-safe.
 */
@Component
final class AdministratorKey implements HealthComponent, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdministratorKey.class);
  private static final Duration NOTICE = Duration.ofDays(30);

  private final Administrators administrators;
  private final InstantSource clock;
  private final FirstStart first;
  private final Repeated warning;

  AdministratorKey(Administrators administrators, InstantSource clock, FirstStart first) {
    this.first = first;
    this.administrators = administrators;
    this.clock = clock;
    this.warning = Repeated.start("end-of-administrator-key", Duration.ofDays(1), this::warn);
  }

  private void warn() {
    Health health = health();
    if (health.state() != State.OK) {
      LOG.warn("{}", health.detail());
    }
  }

  @Override
  public String name() {
    return "administrator_key";
  }

  @Override
  public Health health() {
    return first.isAboutToShowAKey()
        ? Health.ok()
        : health(administrators.until(clock.instant()), clock.instant());
  }

  static Health health(Optional<Instant> end, Instant now) {
    if (end.isEmpty()) {
      return Health.degraded(
          "No key is left that can make others. Restart the server: it gives the administrator a"
              + " new one.");
    }
    if (end.get().isAfter(now.plus(NOTICE))) {
      return Health.ok();
    }
    return Health.degraded(
        "The last key that can make others ends on "
            + LocalDate.ofInstant(end.get(), ZoneOffset.UTC)
            + ". Make another before.");
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }

  @Override
  public void close() {
    warning.close();
  }
}
