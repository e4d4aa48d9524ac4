package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Problem;
import org.jspecify.annotations.Nullable;

/** There is no such object, or no longer; suggestions or a successor may stand in the problem. */
public final class SsotNotFoundException extends SsotException {
  private static final long serialVersionUID = 1L;

  SsotNotFoundException(Problem problem, @Nullable String entityTag) {
    super(problem, entityTag, null);
  }

  @Override
  public String type() {
    return "not_found";
  }
}
