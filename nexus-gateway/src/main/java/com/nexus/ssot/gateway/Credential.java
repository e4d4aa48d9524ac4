package com.nexus.ssot.gateway;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sent to be known by, with what is found out by looking at it alone. A connection
 * that sends the same again and again keeps it, so that this is found out once; whether it is valid
 * is asked each time. Used by one thread at a time.
 */
final class Credential {
  private static final String BEARER = "Bearer ";

  final String text;
  private final @Nullable ApiKeyText key;
  private TokenCache.@Nullable Hash hash;

  private Credential(String text) {
    this.text = text;
    this.key = ApiKeyText.of(text);
  }

  static Credential of(String text) {
    return new Credential(text);
  }

  /** The token behind the scheme; another scheme leaves something that is no key and no token. */
  static Credential bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Credential("");
    }
    return new Credential(authorization.substring(BEARER.length()).trim());
  }

  /** The API key that it is; null when it has not the shape of one. */
  @Nullable ApiKeyText key() {
    return key;
  }

  /** The hash by which a token is known; null when it has not the shape of one. */
  TokenCache.@Nullable Hash tokenHash() {
    TokenCache.Hash known = hash;
    if (known == null && key == null && TokenDesk.hasShape(text)) {
      known = TokenCache.Hash.of(ApiKeyText.sha256(text.getBytes(StandardCharsets.ISO_8859_1)));
      hash = known;
    }
    return known;
  }

  /** The header field Authorization with what is in it. */
  static final class Field extends HttpField {
    final Credential credential;

    Field(String value) {
      super(HttpHeader.AUTHORIZATION, value);
      this.credential = bearer(value);
    }
  }
}
