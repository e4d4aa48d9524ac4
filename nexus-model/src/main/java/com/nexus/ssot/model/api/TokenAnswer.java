package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A token, as OAuth 2.0 answers it.
 *
 * @param tokenType how it is sent: {@code Bearer}
 * @param expiresIn seconds
 * @param scope what it was made for, with spaces between
 * @param refreshToken what the next one is had for, once; null where there is none
 * @param issuedTokenType what kind of token it is; only said of an exchanged one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenAnswer(
    String accessToken,
    String tokenType,
    long expiresIn,
    String scope,
    @Nullable String refreshToken,
    @Nullable String issuedTokenType) {

  /** Never shows a token. */
  @Override
  public String toString() {
    return "TokenAnswer[" + scope + "]";
  }
}
