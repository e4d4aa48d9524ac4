package com.nexus.ssot.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says to get an API key.
 *
 * @param kind who will use it: {@code service} or {@code agent}, which is made with it, or {@code
 *     human} for whoever asks
 * @param contexts contexts it is limited to; {@code *} for all
 * @param verbs what it may do there
 * @param allowedIps addresses that it works from, as CIDR blocks such as {@code 10.0.0.0/8};
 *     everywhere when not given
 * @param allowedCertificates SHA-256 of the public keys of client certificates, 64 hexadecimal
 *     digits, of which its user must show one; none is needed when not given
 * @param expiresIn how long it lives, such as {@code 90d}; at most {@code 1y}
 */
public record KeyDraft(
    String name,
    PrincipalKind kind,
    List<String> contexts,
    List<Verb> verbs,
    @Nullable String expiresIn,
    @Nullable List<String> allowedIps,
    @Nullable List<String> allowedCertificates) {}
