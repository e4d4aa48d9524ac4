package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.db.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Warns of keys that will end, 14 days, 7 days and a day before. Thread-safe. */
@Component
final class KeyExpiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyExpiry.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<Integer> DAYS_BEFORE = List.of(14, 7, 1);

  private final KeyTable keys;
  private final InstantSource clock;
  private final Repeated looking;

  KeyExpiry(KeyTable keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.looking = Repeated.start("end-of-keys", DAY, () -> warnings().forEach(LOG::warn));
  }

  /** What is to be said today; names of keys are on one line, as they were checked. */
  List<String> warnings() {
    Instant now = clock.instant();
    List<String> warnings = new ArrayList<>();
    for (int days : DAYS_BEFORE) {
      Instant to = now.plus(Duration.ofDays(days));
      for (KeyEntry key : keys.endingBetween(to.minus(DAY), to)) {
        warnings.add(
            "The key %s (%s) ends on %s. Replace it with: nexus key rotate %s"
                .formatted(
                    key.id(),
                    key.name(),
                    LocalDate.ofInstant(key.expiresAt(), ZoneOffset.UTC),
                    key.id()));
      }
    }
    return warnings;
  }

  @Override
  public void close() {
    looking.close();
  }
}
