package com.nexus.ssot.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An API key as a caller sent it. Its shape and checksum are right; whether it is valid, the {@link
 * KeyRing} says. Reads the format of {@link com.nexus.ssot.model.key.ApiKey}, but without the
 * objects that would cost more than the answer.
 */
final class ApiKeyText {
  private static final byte[] PREFIX = "nxs_live_".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_END = PREFIX.length + 8;
  private static final int BODY_END = ID_END + 1 + 43;
  private static final int LENGTH = BODY_END + 6;
  private static final int BASE = 62;

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(ApiKeyText::sha256Digest);
  private static final ThreadLocal<CRC32> CRC_32 = ThreadLocal.withInitial(CRC32::new);

  private final String id;
  private final byte[] sha256;

  private ApiKeyText(byte[] text) {
    this.id = new String(text, PREFIX.length, ID_END - PREFIX.length, StandardCharsets.ISO_8859_1);
    this.sha256 = sha256(text);
  }

  /** Reads a key; null when it has another shape or a wrong checksum. */
  static @Nullable ApiKeyText of(String written) {
    if (written.length() != LENGTH) {
      return null;
    }
    byte[] text = written.getBytes(StandardCharsets.ISO_8859_1);
    return hasShape(text) && hasChecksum(text) ? new ApiKeyText(text) : null;
  }

  /** The public part. */
  String id() {
    return id;
  }

  byte[] sha256() {
    return sha256;
  }

  static byte[] sha256(byte[] bytes) {
    return SHA_256.get().digest(bytes);
  }

  private static boolean hasShape(byte[] text) {
    for (int i = 0; i < PREFIX.length; i++) {
      if (text[i] != PREFIX[i]) {
        return false;
      }
    }
    for (int i = PREFIX.length; i < LENGTH; i++) {
      if (i == ID_END ? text[i] != '_' : digit(text[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasChecksum(byte[] text) {
    CRC32 crc = CRC_32.get();
    crc.reset();
    crc.update(text, 0, BODY_END);
    long written = 0;
    for (int i = BODY_END; i < LENGTH; i++) {
      written = written * BASE + digit(text[i]);
    }
    return written == crc.getValue();
  }

  private static int digit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'z' ? c - 'a' + 36 : -1;
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
