package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Problem;
import org.jspecify.annotations.Nullable;

/** The credential is missing, not valid, or does not allow this. */
public final class SsotPermissionException extends SsotException {
  private static final long serialVersionUID = 1L;

  SsotPermissionException(Problem problem, @Nullable String entityTag) {
    super(problem, entityTag, null);
  }

  @Override
  public String type() {
    return "permission";
  }
}
