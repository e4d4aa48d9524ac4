package com.nexus.ssot.gateway;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.name.Name;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane must know of an alias.
 *
 * @param contextKey key of its context
 * @param alias its name as shown
 * @param canonical what it means; for an alias of an alias the name of that alias
 * @param aliasOfAlias whether {@code canonical} names another alias of the same context
 * @param validFrom when it starts to resolve; null for at once
 * @param expiresAt when it stops resolving; null for never
 * @param deprecatedAt since when it should no longer be used; null for not
 * @param sunsetAt when it is planned to go; null for not planned
 * @param successor the alias of the same context to use instead
 * @param active whether it is in use: neither switched off nor deleted
 */
public record AliasRoute(
    UUID id,
    int revision,
    String contextKey,
    String alias,
    String canonical,
    boolean aliasOfAlias,
    @Nullable Instant validFrom,
    @Nullable Instant expiresAt,
    @Nullable Instant deprecatedAt,
    @Nullable Instant sunsetAt,
    @Nullable String successor,
    boolean active)
    implements GatewayChange {

  /** The same from an alias as the API shows it. */
  public static AliasRoute of(Alias alias) {
    return new AliasRoute(
        alias.id(),
        alias.revision(),
        Name.of(alias.context()).key(),
        alias.alias(),
        alias.canonical(),
        alias.targetKind() == TargetKind.ALIAS,
        alias.validFrom(),
        alias.expiresAt(),
        alias.deprecatedAt(),
        alias.sunsetAt(),
        alias.successor(),
        alias.isActive() && alias.deletedAt() == null);
  }
}
