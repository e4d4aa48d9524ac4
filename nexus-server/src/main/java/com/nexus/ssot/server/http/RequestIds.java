package com.nexus.ssot.server.http;

import com.nexus.ssot.server.base.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id of a request: what its answer, its log lines and its trace have in common. */
public final class RequestIds {
  /** The header that carries it, in both directions. */
  public static final String HEADER = "X-Request-Id";

  static final String ATTRIBUTE = RequestIds.class.getName();
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /** The id of a running request; the same each time it is asked for. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "unknown";
  }

  /** The caller's id if it is well-formed, else a new one. */
  static String accept(@Nullable String given, InstantSource clock) {
    return given != null && ACCEPTED.matcher(given).matches() ? given : Ids.next(clock).toString();
  }
}
