package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.Verb;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a credential allows at most.
 *
 * @param contexts keys of contexts; {@code *} for all
 * @param authenticatedAt when a person proved who they are; null for keys, and for whatever no
 *     person stands behind
 */
public record Limits(Set<Verb> verbs, Set<String> contexts, @Nullable Instant authenticatedAt) {

  /** Whether what is asked is within. */
  boolean allow(Ask ask) {
    return verbs.contains(ask.verb()) && contextsAllow(ask);
  }

  private boolean contextsAllow(Ask ask) {
    if (contexts.contains(Scope.EVERYWHERE)) {
      return true;
    }
    return ask.context() == null
        ? ask.kind().inContexts() || Scope.looks(ask)
        : contexts.contains(ask.context());
  }
}
