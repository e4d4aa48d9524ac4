package com.nexus.ssot.gateway;

/** What is known of a token. */
sealed interface TokenVerdict {

  /** It is valid. */
  record Granted(TokenGrant grant) implements TokenVerdict {}

  /** It opens nothing, or nothing now. */
  enum Refused implements TokenVerdict {
    /** It is not valid. */
    INVALID,
    /** Too many are being verified. */
    BUSY,
    /** It cannot be verified now. */
    AWAY
  }
}
