package com.nexus.ssot.server.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Envelope encryption: AES-256-GCM under a data key, and data keys wrapped by one key-encryption
 * key; while that is being replaced, what another key wrapped is opened too. What a ciphertext
 * belongs to is authenticated with it, so a ciphertext that was moved to another row does not open.
 * Thread-safe.
 */
public final class Envelope {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int FINGERPRINT_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey keyEncryptionKey;
  private final @Nullable SecretKey otherKey;

  /**
   * @param keyEncryptionKey 32 bytes, wrap data keys
   * @param otherKey 32 bytes that other data keys are still, or already, wrapped under; null when
   *     there is none
   */
  public Envelope(byte[] keyEncryptionKey, byte @Nullable [] otherKey) {
    this.keyEncryptionKey = aes(keyEncryptionKey);
    this.otherKey = otherKey == null ? null : aes(otherKey);
  }

  /** An envelope with one key of 32 bytes. */
  public Envelope(byte[] keyEncryptionKey) {
    this(keyEncryptionKey, null);
  }

  /** Whether it opens what another key wrapped. */
  public boolean opensOthers() {
    return otherKey != null;
  }

  /** Tells key-encryption keys apart without giving anything of them away. */
  public String fingerprint() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keyEncryptionKey);
      byte[] hash = mac.doFinal("nexus key-encryption key".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same data key, wrapped under the present key-encryption key.
   *
   * @throws BrokenSeal when it was wrapped under neither key, or for another owner
   */
  public byte[] rewrap(byte[] wrapped, UUID owner) {
    return wrap(unwrap(wrapped, owner).getEncoded(), owner);
  }

  /**
   * Encrypted content.
   *
   * @param nonce 12 random bytes
   * @param ciphertext as long as the content, and 16 bytes more
   */
  @SuppressWarnings("ArrayRecordComponent") // goes into the database and is never compared
  public record Sealed(byte[] nonce, byte[] ciphertext) {}

  /** A ciphertext that was changed, moved, or made with another key. */
  public static final class BrokenSeal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenSeal(Throwable cause) {
      super("the ciphertext does not open: it was changed, moved, or made with another key", cause);
    }
  }

  /** Random bytes for a key. */
  public static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  /** A data key in the form in which it is stored: the nonce, then the ciphertext. */
  public byte[] wrap(byte[] dataKey, UUID owner) {
    Sealed sealed = seal(keyEncryptionKey, dataKey, about(owner));
    return ByteBuffer.allocate(NONCE_BYTES + sealed.ciphertext.length)
        .put(sealed.nonce)
        .put(sealed.ciphertext)
        .array();
  }

  /**
   * The data key again.
   *
   * @throws BrokenSeal when it was wrapped under another key or for another owner
   */
  public SecretKey unwrap(byte[] wrapped, UUID owner) {
    Sealed sealed =
        new Sealed(
            Arrays.copyOf(wrapped, NONCE_BYTES),
            Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length));
    try {
      return aes(open(keyEncryptionKey, sealed, about(owner)));
    } catch (BrokenSeal e) {
      if (otherKey == null) {
        throw e;
      }
      return aes(open(otherKey, sealed, about(owner)));
    }
  }

  /**
   * Encrypts.
   *
   * @param about what the content belongs to; must be the same for opening
   */
  public static Sealed seal(SecretKey dataKey, byte[] content, byte[] about) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      return new Sealed(nonce, run(Cipher.ENCRYPT_MODE, dataKey, nonce, content, about));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws BrokenSeal when the ciphertext is not what was sealed with this key for this place
   */
  public static byte[] open(SecretKey dataKey, Sealed sealed, byte[] about) {
    try {
      return run(Cipher.DECRYPT_MODE, dataKey, sealed.nonce, sealed.ciphertext, about);
    } catch (AEADBadTagException e) {
      throw new BrokenSeal(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] input, byte[] about)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(about);
    return cipher.doFinal(input);
  }

  private static byte[] about(UUID owner) {
    return ("data key of " + owner).getBytes(StandardCharsets.US_ASCII);
  }

  private static SecretKey aes(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
    }
    return new SecretKeySpec(key, "AES");
  }
}
