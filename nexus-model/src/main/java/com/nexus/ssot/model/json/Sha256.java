package com.nexus.ssot.model.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in the ways in which we write it. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of some bytes, 32 bytes. */
  public static byte[] of(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A digest in lower-case hexadecimal. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** {@code sha256:} and the hexadecimal digest of the content. */
  public static String prefixed(byte[] content) {
    return "sha256:" + hex(of(content));
  }
}
