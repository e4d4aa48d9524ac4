package com.nexus.ssot.server.settings;

/**
 * The keys of an installation. Never keys themselves for one purpose: each use derives its own.
 * Never shown. Immutable.
 */
public final class Secrets {
  private final byte[] secretKey;
  private final byte[] auditEncryptionKey;

  /**
   * @param secretKey what signatures and cursors derive their keys from
   * @param auditEncryptionKey 32 bytes that wrap the keys of personal data in the audit log
   */
  public Secrets(byte[] secretKey, byte[] auditEncryptionKey) {
    this.secretKey = secretKey.clone();
    this.auditEncryptionKey = auditEncryptionKey.clone();
  }

  /** What signatures and cursors derive their keys from. */
  public byte[] secretKey() {
    return secretKey.clone();
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
