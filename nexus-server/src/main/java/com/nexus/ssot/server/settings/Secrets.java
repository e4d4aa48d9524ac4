package com.nexus.ssot.server.settings;

import org.jspecify.annotations.Nullable;

/**
 * The keys of an installation. Never keys themselves for one purpose: each use derives its own.
 * Never shown. Immutable.
 */
public final class Secrets {
  private final byte[] secretKey;
  private final byte @Nullable [] previousSecretKey;
  private final byte[] auditEncryptionKey;
  private final byte @Nullable [] otherAuditEncryptionKey;

  /**
   * @param secretKey what signatures and cursors derive their keys from
   * @param previousSecretKey what was the secret key before; signatures made with it still count
   * @param auditEncryptionKey 32 bytes that wrap the keys of personal data
   * @param otherAuditEncryptionKey 32 bytes that did so before, or will; null when there are none
   */
  public Secrets(
      byte[] secretKey,
      byte @Nullable [] previousSecretKey,
      byte[] auditEncryptionKey,
      byte @Nullable [] otherAuditEncryptionKey) {
    this.otherAuditEncryptionKey =
        otherAuditEncryptionKey == null ? null : otherAuditEncryptionKey.clone();
    this.secretKey = secretKey.clone();
    this.previousSecretKey = previousSecretKey == null ? null : previousSecretKey.clone();
    this.auditEncryptionKey = auditEncryptionKey.clone();
  }

  /** What signatures and cursors derive their keys from. */
  public byte[] secretKey() {
    return secretKey.clone();
  }

  /** What tokens that are still valid may have been signed with; null when the key is not new. */
  public byte @Nullable [] previousSecretKey() {
    return previousSecretKey == null ? null : previousSecretKey.clone();
  }

  /** Wraps the keys of personal data in the audit log. */
  public byte[] auditEncryptionKey() {
    return auditEncryptionKey.clone();
  }

  /** Opens what {@link #auditEncryptionKey} does not while one replaces the other. */
  public byte @Nullable [] otherAuditEncryptionKey() {
    return otherAuditEncryptionKey == null ? null : otherAuditEncryptionKey.clone();
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}
