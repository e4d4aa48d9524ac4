package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.identity.SessionCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that binds a pending login to the browser that began it. As safe as that of sessions.
 * Immutable.
 */
@Component
final class PendingCookie {
  private static final String ONLY_THIS_HOST = "__Host-";

  private final String name;

  PendingCookie(SessionCookie session) {
    this.name = session.name() + "-login";
  }

  /**
   * The value that a request carries; none when it carries several, one of which may be planted.
   */
  Optional<String> value(HttpServletRequest request) {
    List<String> values = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        values.add(cookie.getValue());
      }
    }
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  String handOut(String value) {
    return made(value, Pending.LIFE);
  }

  String takeBack() {
    return made("", Duration.ZERO);
  }

  private String made(String value, Duration life) {
    return ResponseCookie.from(name, value)
        .httpOnly(true)
        .secure(name.startsWith(ONLY_THIS_HOST))
        .sameSite("Lax")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }
}
