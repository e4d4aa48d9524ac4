package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.registry.context.RuledContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write of an alias while it is being checked. Used by one thread.
 *
 * @param name the alias's name
 * @param place the context and its rules
 * @param before the alias as it was; null for a new one
 * @param found what speaks against it so far
 */
record AliasWork(
    AliasDraft draft,
    Name name,
    RuledContext place,
    @Nullable Alias before,
    Situation situation,
    PlanScope scope,
    Findings found) {

  /** Where names stand that say no context. */
  static final String DEFAULT_CONTEXT = "default";

  /** Key of the context that a body names. */
  static String contextKey(@Nullable String context) {
    return context == null ? DEFAULT_CONTEXT : Name.of(context).key();
  }

  String contextKey() {
    return Name.of(place.context().name()).key();
  }

  Instant now() {
    return scope.now();
  }
}
