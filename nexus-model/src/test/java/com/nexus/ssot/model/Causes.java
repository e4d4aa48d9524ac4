package com.nexus.ssot.model;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal says. */
public final class Causes {
  private Causes() {}

  /** The fault that the call ends in. */
  public static Fault fault(ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    if (fault == null) {
      throw new AssertionError("Nothing was refused");
    }
    return fault;
  }

  /** Where the causes are that the call is refused for. */
  public static List<String> places(ThrowingCallable call) {
    return fault(call).causes().stream().map(cause -> String.valueOf(cause.at())).toList();
  }
}
