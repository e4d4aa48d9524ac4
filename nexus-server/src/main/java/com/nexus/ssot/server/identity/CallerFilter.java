package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the credential of a request and says whom it stands for, as the request's attribute {@code
 * Actor}, or there why that cannot be found out. A request without one goes on without; a wrong one
 * is refused. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class CallerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";
  private static final Pattern KEY_IN_URL =
      Pattern.compile(
          "nxs_(live|test)_|(^|&)(api_?key|access_token|x-api-key)=", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_USER_AGENT = 400;

  private final Callers callers;
  private final ObjectProvider<BearerTokens> tokens;

  CallerFilter(Callers callers, ObjectProvider<BearerTokens> tokens) {
    this.callers = callers;
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String query = request.getQueryString();
    if (query != null && KEY_IN_URL.matcher(query).find()) {
      throw Fault.of(
          FaultCode.CREDENTIAL_IN_URL,
          "The query carries a credential.",
          List.of(
              Cause.of(
                  "Addresses end up in logs and histories.",
                  "Send the key in the header Authorization, and replace it: it may be known"
                      + " by now.")));
    }
    Optional<String> credential = credential(request);
    if (credential.isPresent()) {
      request.setAttribute(Actor.class.getName(), callerOrFailure(request, credential.get()));
    }
    chain.doFilter(request, response);
  }

  /** Where everybody may come in, nobody must be kept out because keys cannot be looked up. */
  private Object callerOrFailure(HttpServletRequest request, String credential) {
    try {
      return actor(request, credential);
    } catch (DataAccessException | TransactionException e) {
      return e;
    }
  }

  private Actor actor(HttpServletRequest request, String credential) {
    Actor.Origin origin =
        new Actor.Origin(request.getRemoteAddr(), userAgent(request), RequestIds.of(request));
    return ApiKey.parse(credential)
        .flatMap(key -> callers.authenticate(key, origin))
        .or(() ->
            tokens.stream()
                .flatMap(known -> known.actorOf(credential, origin).stream())
                .findFirst())
        .orElseThrow(CallerFilter::unknown);
  }

  private static Optional<String> credential(HttpServletRequest request) {
    List<String> authorization = Collections.list(request.getHeaders("Authorization"));
    List<String> apiKey = Collections.list(request.getHeaders("X-API-Key"));
    if (authorization.size() + apiKey.size() > 1) {
      throw Fault.of(
          FaultCode.AMBIGUOUS_CREDENTIAL,
          "The request carries more than one credential.",
          List.of(
              Cause.of(
                  "It is not clear who is calling.",
                  "Send either Authorization: Bearer or X-API-Key, once.")));
    }
    if (!apiKey.isEmpty()) {
      return Optional.of(apiKey.getFirst().strip());
    }
    if (authorization.isEmpty()) {
      return Optional.empty();
    }
    String value = authorization.getFirst();
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unknown();
    }
    return Optional.of(value.substring(SCHEME.length()).strip());
  }

  private static @Nullable String userAgent(HttpServletRequest request) {
    String said = request.getHeader("User-Agent");
    return said == null || said.length() <= LONGEST_USER_AGENT
        ? said
        : said.substring(0, LONGEST_USER_AGENT);
  }

  /** The same for every reason, so that nothing can be learned from it. */
  private static Fault unknown() {
    return Fault.of(FaultCode.UNAUTHENTICATED, "The credential is not valid.");
  }
}
