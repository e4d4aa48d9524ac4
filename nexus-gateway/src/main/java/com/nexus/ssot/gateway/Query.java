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
 * @param values by name; the last one counts when a name comes twice
 */
record Query(Map<String, String> values) {
  static final Query NONE = new Query(Map.of());

  private static final Set<String> CREDENTIALS =
      Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token", "authorization");
  private static final String KEY_MARK = "nxs_";

  /** Reads a query; null when an escape in it is broken. */
  static @Nullable Query of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (!pair.isEmpty()) {
          values.put(
              URLDecoder.decode(name, StandardCharsets.UTF_8),
              URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return new Query(values);
  }

  /** Whether something in it is, or looks like, a credential. */
  boolean carriesCredential() {
    for (Map.Entry<String, String> parameter : values.entrySet()) {
      if (CREDENTIALS.contains(parameter.getKey().toLowerCase(Locale.ROOT))
          || parameter.getKey().startsWith(KEY_MARK)
          || parameter.getValue().startsWith(KEY_MARK)) {
        return true;
      }
    }
    return false;
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
