package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param id the public part, eight characters, also inside the key itself
 * @param principalId who acts with it
 * @param ownerId the person who answers for a service or agent; null when nobody does
 * @param allowedIps addresses that it works from, as CIDR blocks; everywhere when there are none
 * @param allowedCertificates SHA-256 of public keys, of which its user must show a certificate;
 *     none is needed when there are none
 * @param previousUntil how long the secret before the last rotation still works; null when there is
 *     none
 * @param lastUsedAt exact to a minute
 * @param madeBy who made it
 * @param makerActive whether they may still act; a key works on without
 */
public record Key(
    String id,
    String name,
    UUID principalId,
    PrincipalKind kind,
    @Nullable UUID ownerId,
    List<String> contexts,
    List<Verb> verbs,
    List<String> allowedIps,
    List<String> allowedCertificates,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant previousUntil,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    UUID madeBy,
    boolean makerActive) {}
