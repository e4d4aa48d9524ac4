package com.nexus.ssot.model.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nexus.ssot.model.json.Sha256;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An API key: {@code nxs_live_}, eight base62 characters of public id, {@code _}, 43 base62
 * characters that hold 256 random bits, and six base62 characters with the CRC-32 of all before; 67
 * characters in all. The checksum tells a mistyped key from an unknown one without a look-up.
 *
 * <p>Immutable. Prints as its id only; {@link #text()} is the one way to the secret.
 */
public final class ApiKey {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final String PREFIX = "nxs_live_";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 43;
  private static final int SECRET_BITS = 256;
  private static final int CHECKSUM_LENGTH = 6;
  private static final Pattern SHAPE =
      Pattern.compile(
          "nxs_live_[0-9A-Za-z]{%d}_[0-9A-Za-z]{%d}"
              .formatted(ID_LENGTH, SECRET_LENGTH + CHECKSUM_LENGTH));
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private ApiKey(String text) {
    this.text = text;
  }

  /** A new key from the system's source of randomness. */
  public static ApiKey generate() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return withId(id.toString());
  }

  /**
   * Another secret under the id of a key, to replace it with.
   *
   * @param id the public part of a key, eight base62 characters
   */
  public static ApiKey withId(String id) {
    if (id.length() != ID_LENGTH || id.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new IllegalArgumentException("an id has " + ID_LENGTH + " base62 characters");
    }
    StringBuilder key = new StringBuilder(PREFIX).append(id);
    key.append('_').append(base62(new BigInteger(SECRET_BITS, RANDOM), SECRET_LENGTH));
    return new ApiKey(key.append(checksum(key.toString())).toString());
  }

  /** Reads a key; empty when it is not one: another prefix or shape, or a wrong checksum. */
  public static Optional<ApiKey> parse(@Nullable String text) {
    if (text == null || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = text.length() - CHECKSUM_LENGTH;
    return checksum(text.substring(0, end)).equals(text.substring(end))
        ? Optional.of(new ApiKey(text))
        : Optional.empty();
  }

  /** The public part, eight characters. */
  public String id() {
    return text.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
  }

  /** The whole key, secret included. */
  public String text() {
    return text;
  }

  /** SHA-256 of the whole key: what a server keeps instead of the key. */
  public byte[] sha256() {
    return Sha256.of(text.getBytes(US_ASCII));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
  }

  private static String base62(BigInteger number, int length) {
    char[] digits = new char[length];
    BigInteger rest = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = ALPHABET.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiKey key && MessageDigest.isEqual(sha256(), key.sha256());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** The key without its secret. */
  @Override
  public String toString() {
    return PREFIX + id() + "_…";
  }
}
