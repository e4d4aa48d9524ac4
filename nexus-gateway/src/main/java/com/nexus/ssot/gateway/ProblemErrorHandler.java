package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that Jetty itself refuses, and failures that nobody else caught: with a problem
 * document instead of Jetty's page, which shows versions and exceptions. Thread-safe.
 */
public final class ProblemErrorHandler extends ErrorHandler {
  private final boolean strictTransport;

  /**
   * @param strictTransport whether browsers are told to come back with TLS only
   */
  ProblemErrorHandler(boolean strictTransport) {
    this.strictTransport = strictTransport;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refusal) {
      status = refusal.getCode();
    }
    Object id = request.getAttribute(DataPlane.REQUEST_ID_ATTRIBUTE);
    String requestId = id instanceof String given ? given : RequestIds.next();
    if (strictTransport) {
      response.getHeaders().put(Headers.STRICT_TRANSPORT);
    }
    Problems.write(response, callback, problem(request, status, requestId));
    return true;
  }

  private static Problem problem(Request request, int status, String requestId) {
    String path = request.getHttpURI().getPath();
    if (status == 400 && path != null && Paths.flaw(path) != null) {
      return Problems.of(FaultCode.BAD_PATH, "The path cannot be read in one way only.", requestId);
    }
    FaultCode code =
        switch (status) {
          case 400, 417, 426, 505 -> FaultCode.MALFORMED;
          case 401 -> FaultCode.UNAUTHENTICATED;
          case 403 -> FaultCode.FORBIDDEN;
          case 404 -> FaultCode.NOT_FOUND;
          case 405 -> FaultCode.METHOD_NOT_ALLOWED;
          case 406 -> FaultCode.NOT_ACCEPTABLE;
          case 413 -> FaultCode.TOO_LARGE;
          case 414 -> FaultCode.URI_TOO_LONG;
          case 415 -> FaultCode.UNSUPPORTED_MEDIA_TYPE;
          case 431 -> FaultCode.HEADERS_TOO_LARGE;
          case 501 -> FaultCode.NOT_IMPLEMENTED;
          case 503 -> FaultCode.UNAVAILABLE;
          default -> FaultCode.INTERNAL;
        };
    String detail =
        code == FaultCode.MALFORMED ? "The request breaks the rules of HTTP." : code.title() + ".";
    return Problems.of(code, detail, requestId);
  }
}
