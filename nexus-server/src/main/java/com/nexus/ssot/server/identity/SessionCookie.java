package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.settings.Environment;
import com.nexus.ssot.server.settings.ServerSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that a browser shows its session with. Only in development, and only where nobody else
 * listens, it goes without TLS. Immutable.
 */
@Component
public final class SessionCookie {
  private static final String SECURE_NAME = "__Host-nxs";
  private static final String PLAIN_NAME = "nxs";

  private final boolean secure;

  SessionCookie(ServerSettings settings) {
    this.secure =
        settings.environment() != Environment.DEVELOPMENT
            || isHttps(settings.baseUrl())
            || !isLoopback(settings.host());
  }

  private static boolean isHttps(@Nullable URI baseUrl) {
    return baseUrl != null && "https".equalsIgnoreCase(baseUrl.getScheme());
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Its name here. */
  public String name() {
    return secure ? SECURE_NAME : PLAIN_NAME;
  }

  /** Every value that a request carries under its name. */
  public List<String> values(HttpServletRequest request) {
    List<String> values = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name())) {
          values.add(cookie.getValue());
        }
      }
    }
    return values;
  }

  /** The header that hands it out; the browser drops it when it is closed. */
  public String handOut(String value) {
    return made(value).build().toString();
  }

  /** The header that takes it back. */
  public String takeBack() {
    return made("").maxAge(0).build().toString();
  }

  private ResponseCookie.ResponseCookieBuilder made(String value) {
    return ResponseCookie.from(name(), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/");
  }
}
