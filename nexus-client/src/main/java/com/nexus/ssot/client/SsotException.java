package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not bring what was asked for, with the problem document that says why. The five
 * kinds are five ways to react: try later, correct the request, get the right, wait longer, look
 * for another name.
 */
public abstract sealed class SsotException extends RuntimeException
    permits SsotConnectionException,
        SsotValidationException,
        SsotPermissionException,
        SsotTimeoutException,
        SsotNotFoundException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final @Nullable String entityTag;

  SsotException(Problem problem, @Nullable String entityTag, @Nullable Throwable cause) {
    super(problem.detail() == null ? problem.title() : problem.detail(), cause);
    this.problem = problem;
    this.entityTag = entityTag;
  }

  /** The kind that belongs to the status of an answer. */
  static SsotException of(Problem problem, @Nullable String entityTag) {
    return switch (problem.status()) {
      case 401, 403 -> new SsotPermissionException(problem, entityTag);
      case 404, 410 -> new SsotNotFoundException(problem, entityTag);
      case 408, 504 -> new SsotTimeoutException(problem, null);
      case 429, 500, 502, 503 -> new SsotConnectionException(problem, null);
      default -> new SsotValidationException(problem, entityTag, null);
    };
  }

  static SsotException connection(String detail, @Nullable Throwable origin) {
    return new SsotConnectionException(local(FaultCode.CONNECTION, detail), origin);
  }

  static SsotException timeout(String detail, @Nullable Throwable origin) {
    return new SsotTimeoutException(local(FaultCode.TIMEOUT, detail), origin);
  }

  static SsotException unreadable(String detail, @Nullable Throwable origin) {
    return new SsotValidationException(local(FaultCode.MALFORMED, detail), null, origin);
  }

  private static Problem local(FaultCode code, String detail) {
    return Problem.of(code, detail, null, List.of());
  }

  /** The kind as one word, the same in every language: {@code connection}, {@code validation}… */
  public abstract String type();

  /** What the registry said, or what this client found out before it could say anything. */
  public Problem problem() {
    return problem;
  }

  /** The failure's code; one of a newer registry is read as the nearest by its status. */
  public FaultCode code() {
    return Arrays.stream(FaultCode.values())
        .filter(code -> code.name().equals(problem.code()))
        .findFirst()
        .orElseGet(this::nearest);
  }

  /** The object's current entity tag, where the registry named it. */
  public @Nullable String entityTag() {
    return entityTag;
  }

  private FaultCode nearest() {
    return switch (this) {
      case SsotConnectionException _ -> FaultCode.UNAVAILABLE;
      case SsotPermissionException _ -> FaultCode.FORBIDDEN;
      case SsotTimeoutException _ -> FaultCode.TIMEOUT;
      case SsotNotFoundException _ -> FaultCode.NOT_FOUND;
      case SsotValidationException _ ->
          problem.status() == 409 || problem.status() == 412 ? FaultCode.STALE : FaultCode.INVALID;
    };
  }
}
