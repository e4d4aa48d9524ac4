package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Problem;
import org.jspecify.annotations.Nullable;

/** The registry could not be reached, or could not do its work; later it may. */
public final class SsotConnectionException extends SsotException {
  private static final long serialVersionUID = 1L;

  SsotConnectionException(Problem problem, @Nullable Throwable cause) {
    super(problem, null, cause);
  }

  @Override
  public String type() {
    return "connection";
  }
}
