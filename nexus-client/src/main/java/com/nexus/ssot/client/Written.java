package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Change;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a write. */
public sealed interface Written<T> {

  /**
   * It took effect.
   *
   * @param value the object as it is now; as it last was when it was removed
   * @param entityTag what to name in the next write that must not overwrite somebody else's
   * @param created whether the object is new
   */
  record Applied<T>(T value, @Nullable String entityTag, boolean created) implements Written<T> {}

  /**
   * It waits for people; nothing has changed so far.
   *
   * @param changeId the change to approve
   */
  record Waiting<T>(UUID changeId, String state) implements Written<T> {}

  /**
   * It was only a question; this would happen.
   *
   * @param notices what should be known of it, in sentences
   */
  record Previewed<T>(Change change, List<String> notices) implements Written<T> {}
}
