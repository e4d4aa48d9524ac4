package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Envelope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored: hashed, and its personal part sealed.
 *
 * @param leaf canonical JSON
 * @param leafHash SHA-256 of 0x00 and the leaf
 */
@SuppressWarnings("ArrayRecordComponent") // goes into the database and is never compared
record AuditEntry(
    UUID eventId,
    AuditEvent event,
    UUID actor,
    @Nullable UUID onBehalfOf,
    String actorKind,
    @Nullable String requestId,
    String leaf,
    byte[] leafHash,
    @Nullable Content before,
    @Nullable Content after,
    Envelope.Sealed sealed) {

  /**
   * An object as it is stored beside the leaf.
   *
   * @param text canonical JSON
   * @param hash SHA-256 of it
   */
  record Content(String text, byte[] hash) {}
}
