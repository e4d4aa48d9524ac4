package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads problem documents, whose empty parts are left out on the wire. */
final class Problems {
  private Problems() {}

  /** A problem document as it comes. */
  private record Wire(
      @Nullable String type,
      @Nullable String title,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String detail,
      @Nullable String instance,
      @Nullable Boolean retryable,
      @Nullable List<Cause> causes,
      @Nullable List<String> suggestions,
      @Nullable String successor) {}

  static Problem read(Answer answer) {
    Wire wire = answer.as(Wire.class);
    String code = wire.code == null ? byStatus(answer.status()).name() : wire.code;
    return new Problem(
        wire.type == null ? "about:blank" : wire.type,
        wire.title == null ? byStatus(answer.status()).title() : wire.title,
        answer.status(),
        code,
        wire.detail,
        wire.instance == null ? answer.header("X-Request-Id").orElse(null) : wire.instance,
        wire.retryable != null && wire.retryable,
        wire.causes == null ? List.of() : wire.causes,
        wire.suggestions == null ? List.of() : wire.suggestions,
        wire.successor);
  }

  /** The problem of an answer that a registry did not write. */
  static Problem foreign(int status, String detail, List<Cause> causes) {
    FaultCode code = byStatus(status);
    return new Problem(
        "about:blank",
        code.title(),
        status,
        code.name(),
        detail,
        null,
        code.retryable(),
        causes,
        List.of(),
        null);
  }

  private static FaultCode byStatus(int status) {
    return switch (status) {
      case 401 -> FaultCode.UNAUTHENTICATED;
      case 403 -> FaultCode.FORBIDDEN;
      case 404 -> FaultCode.NOT_FOUND;
      case 408, 504 -> FaultCode.TIMEOUT;
      case 410 -> FaultCode.GONE;
      case 412 -> FaultCode.PRECONDITION_FAILED;
      case 413 -> FaultCode.TOO_LARGE;
      case 429 -> FaultCode.OVERLOADED;
      case 502, 503 -> FaultCode.UNAVAILABLE;
      default -> status < 500 ? FaultCode.INVALID : FaultCode.INTERNAL;
    };
  }
}
