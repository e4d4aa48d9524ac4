package com.nexus.ssot.gateway;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a path may be written. Decides on the bytes as they were sent, so that nobody behind can read
 * them differently: what one program takes for a separator and another for a letter is refused.
 */
final class Paths {
  /** ASCII characters that may stand in a path as they are; RFC 3986 without the semicolon. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = 0; c < PLAIN.length; c++) {
      PLAIN[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~!$&'()*+,=:@".indexOf(c) >= 0;
    }
  }

  /** ASCII characters that must not even be written as an escape. */
  private static final String NEVER_ESCAPED = "/\\.%;";

  private Paths() {}

  /**
   * What is wrong with a path, in one sentence; null when nothing is.
   *
   * @param path as sent, from the first slash up to the query
   */
  static @Nullable String flaw(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return "the path does not begin with a slash";
    }
    boolean escaped = false;
    int segment = 1;
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/') {
        String flaw = segmentFlaw(path, segment, i);
        if (flaw != null) {
          return flaw;
        }
        segment = i + 1;
      } else if (c == '%') {
        escaped = true;
      } else if (c >= PLAIN.length || !PLAIN[c]) {
        return "character %d of the path must not stand there as it is".formatted(i + 1);
      }
    }
    String flaw = isDots(path, segment, path.length()) ? "the path has a dot segment" : null;
    return flaw != null || !escaped ? flaw : escapesFlaw(path);
  }

  private static @Nullable String segmentFlaw(String path, int start, int end) {
    if (start == end) {
      return "the path has an empty segment";
    }
    return isDots(path, start, end) ? "the path has a dot segment" : null;
  }

  private static boolean isDots(String path, int start, int end) {
    return end - start <= 2
        && end > start
        && path.charAt(start) == '.'
        && path.charAt(end - 1) == '.';
  }

  private static @Nullable String escapesFlaw(String path) {
    String decoded = decode(path);
    if (decoded == null) {
      return "an escape of the path is broken or not UTF-8";
    }
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      int value = Integer.parseInt(path, i + 1, i + 3, 16);
      if (value < 0x20 || value == 0x7f || NEVER_ESCAPED.indexOf(value) >= 0) {
        return "%s must not stand in a path".formatted(path.substring(i, i + 3));
      }
    }
    return decoded.chars().anyMatch(c -> c >= 0x80 && c < 0xa0)
        ? "the path has an escaped control character"
        : null;
  }

  /** A path or name with its escapes read; null when one is broken or not UTF-8. */
  static @Nullable String decode(String text) {
    byte[] bytes = new byte[text.length()];
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0 || text.charAt(i + 1) > 'f' || text.charAt(i + 2) > 'f') {
          return null;
        }
        c = (char) ((high << 4) | low);
        i += 2;
      }
      bytes[end++] = (byte) c;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** A name as it stands in a path. */
  static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
