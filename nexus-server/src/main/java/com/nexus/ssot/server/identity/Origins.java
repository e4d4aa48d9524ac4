package com.nexus.ssot.server.identity;

import com.nexus.ssot.gateway.Front;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where requests come from. */
public final class Origins {
  private static final int LONGEST_USER_AGENT = 400;
  private static final String CERTIFICATE = Front.CERTIFICATE_ATTRIBUTE;

  private Origins() {}

  /** Where a request comes from. */
  public static Actor.Origin of(HttpServletRequest request) {
    return new Actor.Origin(
        request.getRemoteAddr(), userAgent(request), RequestIds.of(request), certificate(request));
  }

  /** As the handler in front of both planes found it; no header says it. */
  private static @Nullable String certificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATE) instanceof String hash ? hash : null;
  }

  private static @Nullable String userAgent(HttpServletRequest request) {
    String said = request.getHeader("User-Agent");
    return said == null || said.length() <= LONGEST_USER_AGENT
        ? said
        : said.substring(0, LONGEST_USER_AGENT);
  }
}
