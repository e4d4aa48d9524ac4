package com.nexus.ssot.server.base;

import com.nexus.ssot.model.api.Verb;
import org.jspecify.annotations.Nullable;

/** The one authorization decision. Implemented where principals and grants are known. */
public interface Access {

  /**
   * Refuses with {@code FORBIDDEN} unless the actor may.
   *
   * @param object the kind of object, such as {@code alias}
   * @param contextKey key of the context the object belongs to; null for objects without one
   */
  void require(Actor actor, Verb verb, String object, @Nullable String contextKey);

  /** Whether the actor may; the same decision without the refusal. */
  boolean allows(Actor actor, Verb verb, String object, @Nullable String contextKey);
}
