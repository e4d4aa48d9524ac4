package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** Writes problem documents (RFC 9457), whatever the caller accepts. */
public final class Problems {
  /** How much of an unread body is read away after a refusal, in bytes. */
  private static final long DRAINED = 1 << 20;

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);
  private static final Duration RETRY_LATER = Duration.ofSeconds(5);
  private static final Duration RETRY_MUCH_LATER = Duration.ofSeconds(60);

  private Problems() {}

  /** The problem document of a fault for a running request. */
  public static Problem of(Fault fault, HttpServletRequest request) {
    return Problem.of(fault, RequestIds.of(request));
  }

  /** Answers with a fault. Does nothing when an answer is already on its way. */
  public static void write(HttpServletRequest request, HttpServletResponse response, Fault fault)
      throws IOException {
    write(request, response, of(fault, request), fault);
  }

  private static void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem, Fault fault)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    if (BodyReader.hasBody(request) && !request.isAsyncStarted()) {
      BodyReader.leaveUsable(request, response, DRAINED);
    }
    response.setStatus(problem.status());
    headers(response, fault);
    byte[] body = CanonicalJson.bytes(Json.tree(problem));
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }

  private static void headers(HttpServletResponse response, Fault fault) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    FaultCode code = fault.code();
    if (code == FaultCode.UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"nexus\"");
    }
    if (fault.entityTag() != null) {
      response.setHeader(HttpHeaders.ETAG, fault.entityTag());
    } else {
      response.setHeader(HttpHeaders.ETAG, null);
    }
    Duration wait = fault.retryAfter();
    if (wait != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    } else if (code.status() == 503) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter(code).toSeconds()));
    }
  }

  private static Duration retryAfter(FaultCode code) {
    return switch (code) {
      case OVERLOADED -> RETRY_SOON;
      case STORAGE_FULL -> RETRY_MUCH_LATER;
      default -> RETRY_LATER;
    };
  }
}
