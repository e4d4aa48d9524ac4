package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: gives each request its id, says that answers are not to be kept unless a
 * handler says otherwise, refuses TRACE (it would echo credentials), and answers for filters that
 * throw.
 */
final class RequestIdFilter extends OncePerRequestFilter {
  private static final String MDC_KEY = "request_id";

  private final InstantSource clock;
  private final Failures failures;

  RequestIdFilter(InstantSource clock, Failures failures) {
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = RequestIds.accept(request.getHeader(RequestIds.HEADER), clock);
    request.setAttribute(RequestIds.ATTRIBUTE, id);
    response.setHeader(RequestIds.HEADER, id);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    MDC.put(MDC_KEY, id);
    try {
      if (request.getMethod().equals("TRACE")) {
        throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "TRACE is not answered.");
      }
      chain.doFilter(request, new OneCacheControl(response));
    } catch (IOException | ServletException | RuntimeException e) {
      Fault fault = failures.of(e);
      ProblemAdvice.log(fault, e);
      if (response.isCommitted()) {
        throw e;
      }
      Problems.write(request, response, fault);
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  /** Lets a handler replace the {@code Cache-Control} set here instead of adding a second one. */
  private static final class OneCacheControl extends HttpServletResponseWrapper {
    OneCacheControl(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void addHeader(String name, String value) {
      if (name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
        setHeader(name, value);
      } else {
        super.addHeader(name, value);
      }
    }
  }
}
