package com.nexus.ssot.model.openapi;

/**
 * Which way data travels between those who call and those who answer.
 *
 * @param reversed whether the API itself calls, as with webhooks and callbacks
 */
record Way(Side side, boolean reversed) {

  /**
   * Who is hurt where data of one document does not fit the other.
   *
   * @param client name of the document that is relied on
   */
  String hurt(String client) {
    if (side == Side.REQUEST) {
      return reversed
          ? "Receivers written for " + client + " cannot read it."
          : "Callers written for " + client + " are refused.";
    }
    return reversed
        ? "What receivers written for " + client + " answer is refused."
        : "Callers written for " + client + " cannot read it.";
  }
}
