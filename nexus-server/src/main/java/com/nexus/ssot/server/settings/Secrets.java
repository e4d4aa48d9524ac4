package com.nexus.ssot.server.settings;

/**
 * The keys of an installation. Never keys themselves for one purpose: each use derives its own.
 * Never shown. Immutable.
 */
public final class Secrets {
  private final byte[] secretKey;
  private final byte[] encryptionKey;
  private final byte[] auditEncryptionKey;

  /**
   * @param secretKey what signatures and cursors derive their keys from
   * @param encryptionKey 32 bytes that wrap the keys of stored secrets
   * @param auditEncryptionKey 32 bytes that wrap the keys of personal data in the audit log
   */
  public Secrets(byte[] secretKey, byte[] encryptionKey, byte[] auditEncryptionKey) {
    this.secretKey = secretKey.clone();
    this.encryptionKey = encryptionKey.clone();
    this.auditEncryptionKey = auditEncryptionKey.clone();
  }

  /** What signatures and cursors derive their keys from. */
  public byte[] secretKey() {
    return secretKey.clone();
  }

  /** Wraps the keys of stored secrets. */
  public byte[] encryptionKey() {
    return encryptionKey.clone();
  }

  /** Wraps the keys of personal data in the audit log. */
  public byte[] auditEncryptionKey() {
    return auditEncryptionKey.clone();
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}
