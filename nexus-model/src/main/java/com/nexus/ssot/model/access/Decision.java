package com.nexus.ssot.model.access;

/** Whether something may be done, and if not, why. */
public sealed interface Decision {

  /** It may. */
  enum Allowed implements Decision {
    YES
  }

  /** It may not. */
  record Denied(Reason reason) implements Decision {}

  /** Whether it may. */
  default boolean allowed() {
    return this instanceof Allowed;
  }

  /** Why something is denied, in the order in which it is looked at. */
  enum Reason {
    /** The principal is disabled. */
    INACTIVE,
    /** The credential does not have the verb, or does not reach the context. */
    CREDENTIAL,
    /** The kind of principal can never do it. */
    NEVER_FOR_KIND,
    /** An agent asks for more than the person it acts for may do. */
    PERSON,
    /** A restriction forbids it. */
    RESTRICTED,
    /** Nothing grants it. */
    NO_GRANT,
    /** The context's rule demands a team. */
    CONTEXT_RULE,
    /** Only people who signed in do this. */
    HUMAN_REQUIRED,
    /** The person signed in too long ago. */
    STEP_UP_REQUIRED
  }
}
