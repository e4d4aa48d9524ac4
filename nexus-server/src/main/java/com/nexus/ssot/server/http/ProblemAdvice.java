package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Where what a handler throws becomes an answer; pages for people come before it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Failures failures;

  ProblemAdvice(Failures failures) {
    this.failures = failures;
  }

  @ExceptionHandler(Throwable.class)
  void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Fault fault = failures.of(failure);
    log(fault, failure);
    if (failure instanceof HttpRequestMethodNotSupportedException wrong
        && wrong.getSupportedHttpMethods() != null) {
      response.setHeader(
          HttpHeaders.ALLOW,
          wrong.getSupportedHttpMethods().stream()
              .map(HttpMethod::name)
              .sorted()
              .collect(Collectors.joining(", ")));
    }
    Problems.write(request, response, fault);
  }

  /** Logs what the caller is not told; the request's id stands in the logging context. */
  static void log(Fault fault, Throwable failure) {
    if (fault.code() == FaultCode.INTERNAL) {
      LOG.error("A request failed", failure);
    } else if (fault.code().status() >= 500 && fault.getCause() != null) {
      LOG.warn("{}: {}", fault.code(), reason(failure));
    } else {
      LOG.debug("{}: {}", fault.code(), fault.detail());
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().lines().findFirst().orElse("");
  }
}
