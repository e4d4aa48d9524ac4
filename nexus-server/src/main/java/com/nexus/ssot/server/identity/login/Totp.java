package com.nexus.ssot.server.identity.login;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.base.Writes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Codes of an authenticator program (RFC 6238: six digits, 30 seconds, SHA-1, which every such
 * program knows). A code of the step before or after is taken too, and each only once. Thread-safe.
 */
@Component
final class Totp {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int SEED_BYTES = 20;
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(STEP);
  private final TotpTable table;
  private final Subjects subjects;

  Totp(TotpTable table, Subjects subjects) {
    this.table = table;
    this.subjects = subjects;
  }

  boolean isSetUp(UUID principalId) {
    return table.isSetUp(principalId);
  }

  /**
   * Makes a secret that counts once a code of it was given.
   *
   * @return the secret in base32, told once
   */
  String propose(Writes writes, LocalUser user, Instant now) {
    byte[] seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    Envelope.Sealed sealed =
        Envelope.seal(subjects.keyOf(user.subject()), seed, about(user.principalId()));
    table.propose(writes, user.principalId(), sealed, now);
    return Base32.toBase32String(seed);
  }

  /** Takes the first code of a new secret; false when it is wrong or no secret waits. */
  boolean confirm(Writes writes, LocalUser user, String code, Instant now) {
    OptionalLong step = step(user, false, code, now);
    step.ifPresent(at -> table.confirm(writes, user.principalId(), at));
    return step.isPresent();
  }

  /** Takes a code and uses it up; false when it is wrong or used up. */
  boolean take(Writes writes, LocalUser user, @Nullable String code, Instant now) {
    OptionalLong step = code == null ? OptionalLong.empty() : step(user, true, code, now);
    step.ifPresent(at -> table.used(writes, user.principalId(), at));
    return step.isPresent();
  }

  /** The step that a code is of, if it is right and none of that step or later was used. */
  private OptionalLong step(LocalUser user, boolean confirmed, String code, Instant now) {
    String digits = code.replace(" ", "");
    if (!CODE.matcher(digits).matches()) {
      return OptionalLong.empty();
    }
    TotpTable.Seed seed = table.lock(user.principalId(), confirmed).orElse(null);
    if (seed == null) {
      return OptionalLong.empty();
    }
    SecretKeySpec key = new SecretKeySpec(open(user, seed), "HmacSHA1");
    long current = now.getEpochSecond() / STEP.toSeconds();
    return LongStream.rangeClosed(current - 1, current + 1)
        .filter(step -> step > seed.lastStep() && digits.equals(codeOf(key, step)))
        .findFirst();
  }

  private byte[] open(LocalUser user, TotpTable.Seed seed) {
    return Envelope.open(subjects.keyOf(user.subject()), seed.sealed(), about(user.principalId()));
  }

  private String codeOf(SecretKeySpec key, long step) {
    try {
      return generator.generateOneTimePasswordString(
          key, Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] about(UUID principalId) {
    return ("totp of " + principalId).getBytes(StandardCharsets.US_ASCII);
  }
}
