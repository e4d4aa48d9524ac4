package com.nexus.ssot.gateway;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpFields;

/**
 * Ids of requests, in the header {@code X-Request-Id}: the caller's own if it is harmless, else one
 * of ours, which is unique but not a secret.
 */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final int LONGEST = 64;
  private static final String PROCESS =
      HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt()) + '-';
  private static final AtomicLong COUNTER = new AtomicLong();

  private RequestIds() {}

  static String next() {
    return PROCESS.concat(Long.toString(COUNTER.incrementAndGet(), Character.MAX_RADIX));
  }

  /** The caller's id, or a new one. */
  static String of(HttpFields headers) {
    String given = headers.get(HEADER);
    return given != null && isHarmless(given) ? given : next();
  }

  static boolean isHarmless(String id) {
    if (id.isEmpty() || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean harmless =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!harmless) {
        return false;
      }
    }
    return true;
  }
}
