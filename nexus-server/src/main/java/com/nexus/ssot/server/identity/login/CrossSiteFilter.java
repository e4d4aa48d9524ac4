package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.identity.SessionCookie;
import com.nexus.ssot.server.settings.ServerSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something, carry the cookie of a session or are forms, and do not
 * come from our own pages: the browser adds the cookie, and sends forms, whoever caused the
 * request. Stands before the cookie is looked at. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 90)
final class CrossSiteFilter extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<String> FORMS =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  /** Where programs send forms, as OAuth has it. No cookie counts there. */
  private static final Set<String> FORMS_OF_PROGRAMS =
      Set.of("/api/auth/token", "/api/auth/device", "/api/auth/revoke");

  private final SessionCookie cookie;
  private final @Nullable String ownOrigin;

  CrossSiteFilter(SessionCookie cookie, ServerSettings settings) {
    this.cookie = cookie;
    this.ownOrigin = originOf(settings.baseUrl());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean unsafe = !SAFE.contains(request.getMethod());
    if (unsafe && mayBeCausedByOthers(request) && !comesFromUs(request)) {
      throw Fault.of(
          FaultCode.CROSS_SITE,
          "The request does not come from a page of this server.",
          List.of(
              Cause.of(
                  "A browser would send its cookie whoever caused the request.",
                  "Programs use an API key instead of the cookie.")));
    }
    chain.doFilter(request, response);
  }

  private boolean mayBeCausedByOthers(HttpServletRequest request) {
    boolean carriesKey =
        request.getHeader(HttpHeaders.AUTHORIZATION) != null
            || request.getHeader("X-API-Key") != null;
    return !cookie.values(request).isEmpty()
        || (!carriesKey
            && isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))
            && !isOfProgram(request));
  }

  /** Browsers say where a form comes from; programs have nothing to say. */
  private static boolean isOfProgram(HttpServletRequest request) {
    return FORMS_OF_PROGRAMS.contains(request.getRequestURI())
        && request.getHeader(FETCH_SITE) == null
        && request.getHeader(HttpHeaders.ORIGIN) == null;
  }

  /** The types that any page can send anywhere. */
  private static boolean isForm(@Nullable String type) {
    return type != null && FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private boolean comesFromUs(HttpServletRequest request) {
    List<String> site = Collections.list(request.getHeaders(FETCH_SITE));
    if (!site.isEmpty()) {
      return site.equals(List.of("same-origin"));
    }
    List<String> origin = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    return origin.size() == 1 && isOurs(origin.getFirst(), request);
  }

  /** The address that others reach us by, or the one that the browser asked. */
  private boolean isOurs(String origin, HttpServletRequest request) {
    String scheme =
        ownOrigin == null ? request.getScheme() : ownOrigin.substring(0, ownOrigin.indexOf(':'));
    String asked = scheme + "://" + request.getHeader(HttpHeaders.HOST);
    return origin.equalsIgnoreCase(ownOrigin) || origin.equalsIgnoreCase(asked);
  }

  private static @Nullable String originOf(@Nullable URI baseUrl) {
    return baseUrl == null ? null : baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
  }
}
