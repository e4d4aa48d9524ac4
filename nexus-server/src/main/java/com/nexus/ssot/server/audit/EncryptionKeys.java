package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.audit.EncryptionKeyTable.Known;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Replaces the key that wraps data keys: what an earlier key wrapped is wrapped anew in the
 * background, in small steps that survive a crash. What data keys sealed is not touched.
 * Thread-safe.
 */
final class EncryptionKeys implements HealthComponent, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EncryptionKeys.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int BATCH = 200;

  private final SubjectTable subjects;
  private final EncryptionKeyTable keys;
  private final Envelope envelope;
  private final Transactions transactions;
  private final InstantSource clock;
  private final Known present;
  private final Repeated rewrapping;

  EncryptionKeys(
      SubjectTable subjects,
      EncryptionKeyTable keys,
      Envelope envelope,
      Transactions transactions,
      InstantSource clock) {
    this.subjects = subjects;
    this.keys = keys;
    this.envelope = envelope;
    this.transactions = transactions;
    this.clock = clock;
    this.present = register();
    this.rewrapping = Repeated.start("rewrap-data-keys", EVERY, this::rewrap);
  }

  /** The number of the key in use; later ones came later. */
  int version() {
    return present.version();
  }

  private Known register() {
    String fingerprint = envelope.fingerprint();
    try {
      return keys.find(fingerprint).orElseGet(() -> added(fingerprint));
    } catch (DuplicateKeyException e) {
      // Another server with the same key started at the same moment.
      return keys.find(fingerprint).orElseGet(() -> added(fingerprint));
    }
  }

  /** A key that opens nothing of what is there is not the next one, but a wrong one. */
  private Known added(String fingerprint) {
    Known made = new Known(keys.newest() + 1, clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!subjects.any().map(this::opens).orElse(true)) {
      return made;
    }
    transactions.write(writes -> {
      keys.insert(writes, made.version(), fingerprint, made.firstUsedAt());
      return true;
    });
    return made;
  }

  private boolean opens(SubjectTable.Wrapped key) {
    try {
      envelope.unwrap(key.key(), key.subject());
      return true;
    } catch (Envelope.BrokenSeal e) {
      return false;
    }
  }

  /** Wraps everything anew that an earlier key wrapped. */
  void rewrap() {
    int all = 0;
    int some;
    do {
      some = rewrapSome();
      all += some;
    } while (some == BATCH);
    if (all > 0) {
      LOG.info("{} data keys are wrapped under the present encryption key", all);
    }
    if (subjects.countBefore(present.version()) == 0 && envelope.opensOthers()) {
      LOG.info("Nothing needs AUDIT_ENCRYPTION_KEY_PREVIOUS any more on this server");
    }
  }

  private int rewrapSome() {
    return Optional.ofNullable(
            transactions.write(writes -> {
              List<SubjectTable.Wrapped> old = subjects.wrappedBefore(present.version(), BATCH);
              for (SubjectTable.Wrapped key : old) {
                byte[] fresh = envelope.rewrap(key.key(), key.subject());
                subjects.rewrap(
                    writes, new SubjectTable.Wrapped(key.subject(), fresh), present.version());
              }
              return old.size();
            }))
        .orElse(0);
  }

  @Override
  public String name() {
    return "encryption_key";
  }

  @Override
  public Health health() {
    long left = subjects.countBefore(present.version());
    return left == 0
        ? Health.ok()
        : Health.degraded(left + " data keys are still wrapped under an earlier key.");
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }

  @Override
  public void close() {
    rewrapping.close();
  }
}
