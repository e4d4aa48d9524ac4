package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A form as OAuth sends it: every parameter at most once, empty ones as if they were not there. */
final class TokenForm {
  /** Its content type. */
  static final String TYPE = "application/x-www-form-urlencoded";

  /** The largest form that is read, in bytes. */
  static final int MAX_BYTES = 32 << 10;

  private final Map<String, String> values;

  private TokenForm(Map<String, String> values) {
    this.values = values;
  }

  static TokenForm of(byte[] body) {
    Map<String, String> values = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!value.isEmpty() && values.put(name, value) != null) {
        throw new TokenRefusal(Word.INVALID_REQUEST, "A parameter comes twice.");
      }
    }
    return new TokenForm(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new TokenRefusal(Word.INVALID_REQUEST, "An escape in the form is broken.");
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String need(String name) {
    return get(name)
        .orElseThrow(
            () -> new TokenRefusal(Word.INVALID_REQUEST, "The parameter " + name + " is missing."));
  }

  /** The scopes that are asked for; all when none is named. */
  Set<TokenScope> scopes() {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    Optional<String> text = get("scope");
    if (text.isEmpty()) {
      return EnumSet.allOf(TokenScope.class);
    }
    Arrays.stream(text.get().split(" ", -1))
        .map(word ->
            TokenScope.of(word)
                .orElseThrow(() ->
                    new TokenRefusal(
                        Word.INVALID_SCOPE,
                        "The scopes are ssot:read, ssot:propose, ssot:execute and"
                            + " ssot:audit.")))
        .forEach(scopes::add);
    return scopes;
  }
}
