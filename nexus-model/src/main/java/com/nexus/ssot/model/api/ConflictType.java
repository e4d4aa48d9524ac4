package com.nexus.ssot.model.api;

/** How things that are registered, or proposed, can contradict each other. */
public enum ConflictType {
  /** Two open changes would make the same name. */
  DUPLICATE_CLAIM,
  /** A name stands in several contexts, and the rules in force allow it in one. */
  CROSS_CONTEXT,
  /** Aliases lead to each other in a circle. */
  CYCLE,
  /** An alias leads to what is not there, is deleted, or is switched off. */
  DANGLING,
  /** An alias has the name of an endpoint or anchor and leads elsewhere. */
  SHADOWS_ENDPOINT,
  /** An alias has expired, and another still leads to it. */
  EXPIRED_IN_USE,
  /** An alias's owner is no team and no person who may act. */
  OWNER_GONE,
  /** Two open changes are about the same object. */
  COMPETING_CHANGES,
  /** Two names of a context are easily taken for each other and lead to different things. */
  LOOK_ALIKE
}
