package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.PrincipalKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an access token of this server says.
 *
 * @param kind of the principal
 * @param agentId the agent that acts for the principal; null when the principal acts itself
 * @param contexts keys of the contexts it reaches; {@code *} for all
 * @param sources what it rests on: {@code key:<key id>}, {@code family:<id>} or {@code jti:<id>}.
 *     It ends with any of them
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds
 * @param authenticatedAt when the person signed in; null for what no session is behind
 */
record AccessToken(
    UUID id,
    UUID principalId,
    PrincipalKind kind,
    @Nullable UUID agentId,
    Set<TokenScope> scopes,
    Set<String> contexts,
    List<String> sources,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant authenticatedAt) {
  static final String KEY = "key:";
  static final String FAMILY = "family:";
  static final String TOKEN = "jti:";

  AccessToken {
    scopes = Set.copyOf(scopes);
    contexts = Set.copyOf(contexts);
    sources = List.copyOf(sources);
  }
}
