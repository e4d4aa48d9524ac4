package com.nexus.ssot.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters behind the question mark.
 *
 * @param values by name; the last one where a name comes twice
 * @param repeated a name that comes twice; null when none does
 * @param carriesCredential whether something in it is, or looks like, a credential
 */
record Query(Map<String, String> values, @Nullable String repeated, boolean carriesCredential) {
  static final Query NONE = new Query(Map.of(), null, false);

  private static final Set<String> CREDENTIALS =
      Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token", "authorization");
  private static final String KEY_MARK = "nxs_";

  /** Reads a query; null when an escape in it is broken. */
  static @Nullable Query of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new LinkedHashMap<>();
    String repeated = null;
    boolean credential = false;
    try {
      for (String pair : text.split("&", -1)) {
        if (pair.isEmpty()) {
          continue;
        }
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        credential |= isCredential(name, value);
        if (values.put(name, value) != null) {
          repeated = name;
        }
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return new Query(values, repeated, credential);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static boolean isCredential(String name, String value) {
    return CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))
        || name.startsWith(KEY_MARK)
        || value.startsWith(KEY_MARK);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The first parameter with another name than the one given; null when there is none. */
  @Nullable String otherThan(String allowed) {
    for (String name : values.keySet()) {
      if (!name.equals(allowed)) {
        return name;
      }
    }
    return null;
  }
}
