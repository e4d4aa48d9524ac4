package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Actor;
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
 * is refused. A cookie counts as none once its session has ended, because browsers send it with
 * everything, also where one signs in again. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class CallerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";
  private static final Pattern KEY_IN_URL =
      Pattern.compile(
          "nxs_(live|test)_|(^|&)(api_?key|access_token|x-api-key)=", Pattern.CASE_INSENSITIVE);

  private final Callers callers;
  private final SessionCookie cookie;
  private final Strangers strangers;
  private final ObjectProvider<BearerTokens> tokens;
  private final ObjectProvider<BrowserSessions> sessions;

  CallerFilter(
      Callers callers,
      SessionCookie cookie,
      Strangers strangers,
      ObjectProvider<BearerTokens> tokens,
      ObjectProvider<BrowserSessions> sessions) {
    this.callers = callers;
    this.cookie = cookie;
    this.strangers = strangers;
    this.tokens = tokens;
    this.sessions = sessions;
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
    Object caller = callerOrFailure(request);
    if (caller != null) {
      request.setAttribute(Actor.class.getName(), caller);
    }
    chain.doFilter(request, response);
  }

  /** Where everybody may come in, nobody must be kept out because nothing can be looked up. */
  private @Nullable Object callerOrFailure(HttpServletRequest request) {
    List<String> cookies = cookie.values(request);
    Optional<String> credential = credential(request, cookies.size());
    try {
      if (credential.isPresent()) {
        Actor.Origin origin = Origins.of(request);
        return strangers
            .ask(credential.get(), origin, () -> actor(credential.get(), origin))
            .orElseThrow(CallerFilter::unknown);
      }
      return cookies.isEmpty() ? null : signedIn(cookies.getFirst(), Origins.of(request));
    } catch (DataAccessException | TransactionException e) {
      return e;
    }
  }

  private Optional<Actor> actor(String credential, Actor.Origin origin) {
    Optional<ApiKey> key = ApiKey.parse(credential);
    return key.isPresent()
        ? callers.authenticate(key.get(), origin)
        : tokens
            .orderedStream()
            .flatMap(kind -> kind.actorOf(credential, origin).stream())
            .findFirst();
  }

  /** Browsers send a cookie with everything, so one too many is told where somebody is needed. */
  private @Nullable Object signedIn(String value, Actor.Origin origin) {
    try {
      return strangers.ask(value, origin, () -> sessionOf(value, origin)).orElse(null);
    } catch (Fault e) {
      return e;
    }
  }

  private Optional<Actor> sessionOf(String value, Actor.Origin origin) {
    return sessions
        .orderedStream()
        .flatMap(kind -> kind.actorOf(value, origin).stream())
        .findFirst();
  }

  private static Optional<String> credential(HttpServletRequest request, int cookies) {
    List<String> authorization = Collections.list(request.getHeaders("Authorization"));
    List<String> apiKey = Collections.list(request.getHeaders("X-API-Key"));
    if (authorization.size() + apiKey.size() + cookies > 1) {
      throw Fault.of(
          FaultCode.AMBIGUOUS_CREDENTIAL,
          "The request carries more than one credential.",
          List.of(
              Cause.of(
                  "It is not clear who is calling.",
                  "Send either Authorization: Bearer, X-API-Key or the cookie of a session, once.")));
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

  /** The same for every reason, so that nothing can be learned from it. */
  private static Fault unknown() {
    return Fault.of(FaultCode.UNAUTHENTICATED, "The credential is not valid.");
  }
}
