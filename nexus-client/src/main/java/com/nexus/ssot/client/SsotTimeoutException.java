package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Problem;
import org.jspecify.annotations.Nullable;

/** There was no answer in time; whether a write took effect is not known. */
public final class SsotTimeoutException extends SsotException {
  private static final long serialVersionUID = 1L;

  SsotTimeoutException(Problem problem, @Nullable Throwable cause) {
    super(problem, null, cause);
  }

  @Override
  public String type() {
    return "timeout";
  }
}
