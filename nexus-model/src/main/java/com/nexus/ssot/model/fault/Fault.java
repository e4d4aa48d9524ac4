package com.nexus.ssot.model.fault;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a caller can see. Every door turns it into its own form: HTTP into a problem
 * document, the command line into an exit code.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultCode code;
  private final transient List<Cause> causes;
  private final @Nullable String entityTag;
  private final @Nullable Duration retryAfter;

  private Fault(
      FaultCode code,
      String detail,
      List<Cause> causes,
      @Nullable String entityTag,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.causes = List.copyOf(causes);
    this.entityTag = entityTag;
    this.retryAfter = retryAfter;
  }

  /** A fault with one sentence of explanation. */
  public static Fault of(FaultCode code, String detail) {
    return new Fault(code, detail, List.of(), null, null, null);
  }

  /** A fault with every cause that was found, not only the first. */
  public static Fault of(FaultCode code, String detail, List<Cause> causes) {
    return new Fault(code, detail, causes, null, null, null);
  }

  /** A fault whose technical origin is kept for the server's log and never shown to the caller. */
  public static Fault of(FaultCode code, String detail, Throwable origin) {
    return new Fault(code, detail, List.of(), null, null, origin);
  }

  /** A fault with its causes and a technical origin that only the server's log shows. */
  public static Fault of(FaultCode code, String detail, List<Cause> causes, Throwable origin) {
    return new Fault(code, detail, causes, null, null, origin);
  }

  /** The object is not at the version the caller named; the answer carries the current tag. */
  public static Fault preconditionFailed(String detail, String currentEntityTag) {
    return new Fault(
        FaultCode.PRECONDITION_FAILED, detail, List.of(), currentEntityTag, null, null);
  }

  /** There were too many requests; the answer carries how long to wait. */
  public static Fault rateLimited(String detail, Duration retryAfter) {
    return new Fault(FaultCode.RATE_LIMITED, detail, List.of(), null, retryAfter, null);
  }

  /** Which failure this is. */
  public FaultCode code() {
    return code;
  }

  /** One sentence for the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Every cause, in the order they were found. */
  public List<Cause> causes() {
    return causes;
  }

  /** How long to wait before asking again, for {@link FaultCode#RATE_LIMITED}. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The current entity tag, for {@link FaultCode#PRECONDITION_FAILED}. */
  public @Nullable String entityTag() {
    return entityTag;
  }
}
