package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What is kept of a session's secret: enough to recognise it, useless for opening anything.
 *
 * @param hex SHA-256 of the cookie's value, hexadecimal
 */
record SessionHash(String hex) {
  private static final int SHOWN = 8;

  static SessionHash of(String cookie) {
    return new SessionHash(Sha256.hex(Sha256.of(cookie.getBytes(StandardCharsets.UTF_8))));
  }

  static SessionHash of(byte[] hash) {
    return new SessionHash(HexFormat.of().formatHex(hash));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** What people and the audit log call the session. */
  String id() {
    return hex.substring(0, SHOWN);
  }

  @Override
  public String toString() {
    return id();
  }
}
