package com.nexus.ssot.model.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer, by RFC 9457.
 *
 * @param type address of the page that explains the code, {@code /docs/faults#CODE}
 * @param title the code's short sentence
 * @param status the HTTP status
 * @param code the stable name of the failure
 * @param detail what happened this time
 * @param instance the request's id, as in the header {@code X-Request-Id}
 * @param retryable whether the same request may succeed later
 * @param causes every cause found
 * @param suggestions names that were perhaps meant, at most three
 * @param successor the name to use instead, when the one asked for is gone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    @Nullable String detail,
    @Nullable String instance,
    boolean retryable,
    List<Cause> causes,
    List<String> suggestions,
    @Nullable String successor) {

  /** The media type of problem documents. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The problem document of a fault. */
  public static Problem of(Fault fault, @Nullable String requestId) {
    return of(fault.code(), fault.detail(), requestId, fault.causes());
  }

  /** A problem document with causes. */
  public static Problem of(
      FaultCode code, @Nullable String detail, @Nullable String requestId, List<Cause> causes) {
    return new Problem(
        "/docs/faults#" + code.name(),
        code.title(),
        code.status(),
        code.name(),
        detail,
        requestId,
        code.retryable(),
        causes,
        List.of(),
        null);
  }

  /** The same problem with names that were perhaps meant. */
  public Problem suggesting(List<String> names) {
    return new Problem(
        type, title, status, code, detail, instance, retryable, causes, names, successor);
  }

  /** The same problem with the name to use instead. */
  public Problem succeededBy(@Nullable String name) {
    return new Problem(
        type, title, status, code, detail, instance, retryable, causes, suggestions, name);
  }
}
