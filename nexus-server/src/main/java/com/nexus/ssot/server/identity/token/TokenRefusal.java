package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.fault.FaultCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why somebody gets no token, in the words of OAuth. */
@SuppressWarnings("serial") // never serialised
final class TokenRefusal extends RuntimeException {

  /** The words of OAuth: RFC 6749, 7009 and 8628. */
  enum Word {
    INVALID_REQUEST(400, FaultCode.BAD_PARAMETER),
    INVALID_CLIENT(401, FaultCode.UNAUTHENTICATED),
    INVALID_GRANT(400, FaultCode.UNAUTHENTICATED),
    INVALID_SCOPE(400, FaultCode.FORBIDDEN),
    UNSUPPORTED_GRANT_TYPE(400, FaultCode.BAD_PARAMETER),
    UNSUPPORTED_TOKEN_TYPE(400, FaultCode.BAD_PARAMETER),
    AUTHORIZATION_PENDING(400, null),
    SLOW_DOWN(400, FaultCode.RATE_LIMITED),
    ACCESS_DENIED(400, FaultCode.FORBIDDEN),
    EXPIRED_TOKEN(400, null);

    private final int status;
    private final @Nullable FaultCode code;

    Word(int status, @Nullable FaultCode code) {
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    @Nullable FaultCode code() {
      return code;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Word word;
  private final String sentence;

  TokenRefusal(Word word, String sentence) {
    super(sentence, null, false, false);
    this.word = word;
    this.sentence = sentence;
  }

  Word word() {
    return word;
  }

  String sentence() {
    return sentence;
  }
}
