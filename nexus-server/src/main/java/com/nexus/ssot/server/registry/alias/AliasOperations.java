package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.server.change.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Operations on aliases, for those who write many at once. */
public final class AliasOperations {
  private AliasOperations() {}

  /** Creates an alias. */
  public static Operation create(AliasDraft draft) {
    return Operation.of("alias.create", draft);
  }

  /** Changes an alias by merge patch. */
  public static Operation update(String context, String alias, JsonNode patch) {
    return Operation.of("alias.update", new AliasPatch(alias, context, patch));
  }

  /** Says that an alias expired at a time that is over. */
  public static Operation expire(String context, String alias, Instant at) {
    return Operation.of(AliasExpireKind.KIND, new AliasEnd(alias, context, at));
  }

  /** Deletes an alias; the successor it names stays named. */
  public static Operation delete(String context, String alias) {
    return Operation.of("alias.delete", new AliasRetirement(alias, context, null));
  }

  /** Deletes an alias, naming the one to use instead; null for none. */
  public static Operation delete(String context, String alias, @Nullable String successor) {
    return Operation.of("alias.delete", new AliasRetirement(alias, context, successor));
  }

  /** Creates an alias like another one, under another name. */
  public static Operation copy(Alias alias, String name) {
    AliasDraft draft = AliasPlans.draftOf(alias);
    return create(
        new AliasDraft(
            name,
            draft.context(),
            draft.canonical(),
            draft.targetKind(),
            draft.type(),
            draft.description(),
            draft.owner(),
            draft.labels(),
            draft.validFrom(),
            draft.expiresAt(),
            null,
            draft.successor(),
            draft.deprecatedAt(),
            draft.sunsetAt(),
            draft.isActive()));
  }

  /** Brings a deleted alias back. */
  public static Operation restore(String context, String alias) {
    return Operation.of("alias.restore", new AliasTarget(alias, context));
  }
}
