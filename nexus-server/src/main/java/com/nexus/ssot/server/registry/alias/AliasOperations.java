package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.server.change.Operation;
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

  /** Deletes an alias; the successor it names stays named. */
  public static Operation delete(String context, String alias) {
    return Operation.of("alias.delete", new AliasRetirement(alias, context, null));
  }

  /** Brings a deleted alias back. */
  public static Operation restore(String context, String alias) {
    return Operation.of("alias.restore", new AliasTarget(alias, context));
  }
}
