package com.nexus.ssot.server.settings;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges the strength of secrets that people set. Never shows them. */
final class SecretText {
  private static final int BYTES = 32;
  private static final int LEAST_DIFFERENT = 16;
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64,}");
  private static final List<String> KNOWN =
      List.of(
          "secret",
          "changeme",
          "change-me",
          "password",
          "your-",
          "example",
          "default",
          "test",
          "insecure",
          "replace",
          "placeholder",
          "12345678",
          "abcdefgh");

  private SecretText() {}

  /** What is wrong with a secret, in a sentence; empty when it is strong. */
  static Optional<String> weakness(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replace('_', '-');
    for (String known : KNOWN) {
      // A known word is a weakness when little else is left, not within random characters.
      if (plain.contains(known) && plain.replace(known, "").length() < BYTES) {
        return Optional.of("It contains a word that everybody tries.");
      }
    }
    if (text.length() < BYTES) {
      return Optional.of("It is shorter than " + BYTES + " characters.");
    }
    int least = HEX.matcher(text).matches() ? LEAST_DIFFERENT / 2 : LEAST_DIFFERENT;
    return text.chars().distinct().count() < least
        ? Optional.of("It has fewer than " + least + " different characters.")
        : Optional.empty();
  }

  /** A key of exactly 32 bytes in base64; empty when it is none. */
  static Optional<byte[]> key(String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
      return key.length == BYTES ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
