package com.nexus.ssot.server.base;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Decision;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import org.jspecify.annotations.Nullable;

/** The one authorization decision. Implemented where principals and grants are known. */
public interface Access {

  /** Whether the actor may do what is asked, and if not, why. */
  Decision decide(Actor actor, Ask ask);

  /** The contexts in which the actor may do something to every object of a kind. */
  Reach reach(Actor actor, Verb verb, ObjectKind kind);

  /**
   * Whether the actor may give others the right to do what is asked; who may do something may give
   * it, and who administers everything gives anything that no restriction forbids them.
   */
  boolean mayGive(Actor actor, Ask ask);

  /**
   * Refuses unless the actor may.
   *
   * @throws com.nexus.ssot.model.fault.Fault {@code FORBIDDEN}, or what says that a person or a
   *     fresh login is needed
   */
  void require(Actor actor, Ask ask);

  /**
   * Refuses unless the actor may.
   *
   * @param contextKey key of the context the object belongs to; null for objects without one
   */
  default void require(Actor actor, Verb verb, ObjectKind kind, @Nullable String contextKey) {
    require(actor, Ask.of(verb, kind, contextKey));
  }

  /** Whether the actor may; the same decision without the refusal. */
  default boolean allows(Actor actor, Verb verb, ObjectKind kind, @Nullable String contextKey) {
    return decide(actor, Ask.of(verb, kind, contextKey)).allowed();
  }
}
