package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every registered object has: its identity, its revision, and the change that made it. */
public interface Registered {

  /** The id, for ever the same. */
  UUID id();

  /** Counts the changes of this object, from 1. */
  int revision();

  /** When the first revision was made. */
  Instant createdAt();

  /** When this revision was made. */
  Instant updatedAt();

  /** The change that made this revision. */
  UUID changeId();

  /** Since when it is deleted; null while it is not. */
  @Nullable Instant deletedAt();
}
