package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Problem;
import org.jspecify.annotations.Nullable;

/** The request breaks a rule or clashes with what exists; the causes say where. */
public final class SsotValidationException extends SsotException {
  private static final long serialVersionUID = 1L;

  SsotValidationException(Problem problem, @Nullable String entityTag, @Nullable Throwable cause) {
    super(problem, entityTag, cause);
  }

  @Override
  public String type() {
    return "validation";
  }
}
