package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a browser brings of its session, and is given. Thread-safe. */
@Component
final class Browser {
  /** Tells a browser what to drop. */
  static final String CLEAR = "Clear-Site-Data";

  /** Not all cookies: the session's is taken back by name, and the browser stays known. */
  static final String EVERYTHING = "\"cache\", \"storage\"";

  private final SessionCookie cookie;
  private final DeviceCookie device;
  private final Sessions sessions;

  Browser(SessionCookie cookie, DeviceCookie device, Sessions sessions) {
    this.cookie = cookie;
    this.device = device;
    this.sessions = sessions;
  }

  /** The cookie that a request carries; null without one. */
  @Nullable String cookie(HttpServletRequest request) {
    List<String> values = cookie.values(request);
    return values.isEmpty() ? null : values.getFirst();
  }

  /**
   * Refuses who came otherwise than by a session.
   *
   * @throws Fault {@code HUMAN_REQUIRED} when the caller came otherwise
   */
  void requireSession(HttpServletRequest request) {
    session(request);
  }

  /** The same, with the cookie. */
  String session(HttpServletRequest request) {
    String value = cookie(request);
    if (value == null) {
      throw Fault.of(FaultCode.HUMAN_REQUIRED, "Only a person who signed in can do this.");
    }
    return value;
  }

  /** Ends the session that a browser brings; there is none when nobody is known by it. */
  void end(@Nullable Actor actor, HttpServletRequest request) {
    String value = cookie(request);
    if (value != null && actor != null) {
      sessions.end(value, actor);
    }
  }

  String handOut(Opened opened) {
    return cookie.handOut(opened.cookie());
  }

  /** What the browser keeps since somebody signed in with it; null without it. */
  @Nullable String device(HttpServletRequest request) {
    return device.value(request);
  }

  /** The header that lets the browser be known again in which somebody has just signed in. */
  String handOutDevice(Attempt attempt) {
    return device.handOut(Logins.accountOf(attempt.username()));
  }

  String takeBack() {
    return cookie.takeBack();
  }
}
