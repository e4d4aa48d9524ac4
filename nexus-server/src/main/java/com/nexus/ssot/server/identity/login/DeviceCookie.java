package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.identity.SessionCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie by which a browser is known again. As safe as that of sessions. Thread-safe. */
@Component
final class DeviceCookie {
  private static final String ONLY_THIS_HOST = "__Host-";

  private final String name;
  private final Devices devices;

  DeviceCookie(SessionCookie session, Devices devices) {
    this.name = session.name() + "-device";
    this.devices = devices;
  }

  /** The value that a request carries; null when it carries none or several. */
  @Nullable String value(HttpServletRequest request) {
    List<String> values = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        values.add(cookie.getValue());
      }
    }
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** The header that hands one out to a browser in which somebody has just signed in. */
  String handOut(String account) {
    return ResponseCookie.from(name, devices.make(account))
        .httpOnly(true)
        .secure(name.startsWith(ONLY_THIS_HOST))
        .sameSite("Lax")
        .path("/")
        .maxAge(Devices.LIFE)
        .build()
        .toString();
  }
}
