package com.nexus.ssot.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;
import java.util.function.IntSupplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pseudonyms that stand for principals in the log, each with the data key of what it seals.
 * Thread-safe.
 */
public final class Subjects {
  private static final int KEEP_KEYS = 10_000;

  private final SubjectTable table;
  private final Envelope envelope;
  private final IntSupplier keyVersion;
  private final Cache<UUID, SecretKey> keys = Caffeine.newBuilder().maximumSize(KEEP_KEYS).build();

  Subjects(SubjectTable table, Envelope envelope, IntSupplier keyVersion) {
    this.table = table;
    this.envelope = envelope;
    this.keyVersion = keyVersion;
  }

  /** Gives a new principal its pseudonym, which is random and so tells nothing about it. */
  public UUID add(Writes writes, UUID principalId) {
    UUID subject = UUID.randomUUID();
    table.insert(
        writes,
        subject,
        principalId,
        envelope.wrap(Envelope.newKey(), subject),
        keyVersion.getAsInt());
    return subject;
  }

  /**
   * Makes a data key that belongs to no principal, for a secret that the server keeps for others.
   * It is wrapped anew with all others when the key that wraps them is replaced.
   */
  public Loose addLoose(Writes writes) {
    UUID subject = UUID.randomUUID();
    byte[] key = Envelope.newKey();
    table.insert(writes, subject, null, envelope.wrap(key, subject), keyVersion.getAsInt());
    return new Loose(subject, new SecretKeySpec(key, "AES"));
  }

  /** Destroys such a key, so that what it sealed opens no more. */
  public void destroyLoose(Writes writes, UUID subject, Instant at) {
    table.destroyLoose(writes, subject, at);
  }

  /**
   * A data key that belongs to no principal.
   *
   * @param subject what {@link #keyOf} finds it by later
   */
  public record Loose(UUID subject, SecretKey key) {
    @Override
    public String toString() {
      return "Loose[" + subject + "]";
    }
  }

  /**
   * The data key of a subject.
   *
   * @throws Envelope.BrokenSeal when the server's key is not the one the subject was made with
   */
  public SecretKey keyOf(UUID subject) {
    SecretKey known = keys.getIfPresent(subject);
    if (known != null) {
      return known;
    }
    SecretKey key = envelope.unwrap(table.wrappedKey(subject), subject);
    keys.put(subject, key);
    return key;
  }
}
