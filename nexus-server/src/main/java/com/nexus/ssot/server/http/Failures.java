package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.FaultMapping;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever was thrown into the fault that the caller sees. Thread-safe. */
final class Failures {
  private final List<FaultMapping> mappings;

  Failures(List<FaultMapping> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  /** The fault; {@code INTERNAL} without details for what nobody foresaw. */
  Fault of(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      Fault fault = known(at);
      if (fault != null) {
        return fault;
      }
      at = at.getCause();
    }
    return Fault.of(FaultCode.INTERNAL, "The server failed; its log has the reason.", failure);
  }

  private @Nullable Fault known(Throwable failure) {
    if (failure instanceof Fault fault) {
      return fault;
    }
    for (FaultMapping mapping : mappings) {
      Fault fault = mapping.faultOf(failure);
      if (fault != null) {
        return fault;
      }
    }
    return framework(failure);
  }

  private static @Nullable Fault framework(Throwable failure) {
    return switch (failure) {
      case MethodArgumentTypeMismatchException mismatch when pathVariable(mismatch) ->
          Fault.of(FaultCode.NOT_FOUND, "There is nothing at this path.");
      case MethodArgumentTypeMismatchException mismatch ->
          bad(mismatch.getName(), "It has a value of the wrong type.");
      case MissingServletRequestParameterException missing ->
          bad(missing.getParameterName(), "It is missing.");
      case HttpMediaTypeNotAcceptableException e ->
          Fault.of(
              FaultCode.NOT_ACCEPTABLE,
              "The answer is given as " + e.getSupportedMediaTypes() + " only.");
      // Jetty looks the charset of a body up as soon as anybody asks for its type.
      case UnsupportedCharsetException _, IllegalCharsetNameException _ ->
          Fault.of(FaultCode.UNSUPPORTED_MEDIA_TYPE, "The body has no charset known here.");
      case AsyncRequestTimeoutException _ ->
          Fault.of(FaultCode.OVERLOADED, "The answer took too long.");
      case ErrorResponse response -> ofStatus(response.getStatusCode().value());
      case TypeMismatchException _ ->
          Fault.of(FaultCode.BAD_PARAMETER, "A parameter has a value of the wrong type.");
      default -> null;
    };
  }

  private static boolean pathVariable(MethodArgumentTypeMismatchException mismatch) {
    return mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
  }

  private static Fault bad(String name, String message) {
    return Fault.of(
        FaultCode.BAD_PARAMETER,
        "A query parameter cannot be used.",
        List.of(Cause.at("?" + name, message, null)));
  }

  /** The fault for a status that only a library knows the reason of. */
  static Fault ofStatus(int status) {
    return switch (status) {
      case 401 -> Door.unauthenticated();
      case 403 -> Fault.of(FaultCode.FORBIDDEN, "The credential does not allow this.");
      case 404 -> Fault.of(FaultCode.NOT_FOUND, "There is nothing at this path.");
      case 405 -> Fault.of(FaultCode.METHOD_NOT_ALLOWED, "This path knows other methods only.");
      case 406 -> Fault.of(FaultCode.NOT_ACCEPTABLE, "The answer has no such type.");
      case 413 -> Fault.of(FaultCode.TOO_LARGE, "The body is too large.");
      case 414 -> Fault.of(FaultCode.URI_TOO_LONG, "The address is too long.");
      case 415 -> Fault.of(FaultCode.UNSUPPORTED_MEDIA_TYPE, "The body has no type known here.");
      case 431 -> Fault.of(FaultCode.HEADERS_TOO_LARGE, "The headers are too large.");
      case 503 -> Fault.of(FaultCode.UNAVAILABLE, "The server cannot answer now.");
      default ->
          status >= 400 && status < 500
              ? Fault.of(FaultCode.MALFORMED, "The request cannot be read.")
              : Fault.of(FaultCode.INTERNAL, "The server failed; its log has the reason.");
    };
  }
}
