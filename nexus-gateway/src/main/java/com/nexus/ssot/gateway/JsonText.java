package com.nexus.ssot.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** JSON strings as bytes, without a tree in between. */
final class JsonText {
  private JsonText() {}

  /** The text as a JSON string in UTF-8, quotes included. */
  static byte[] of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 2);
    out.write('"');
    for (byte b : utf8) {
      switch (b) {
        case '"', '\\' -> {
          out.write('\\');
          out.write(b);
        }
        default -> {
          if (b >= 0 && b < 0x20) {
            out.writeBytes("\\u%04x".formatted((int) b).getBytes(StandardCharsets.US_ASCII));
          } else {
            out.write(b);
          }
        }
      }
    }
    out.write('"');
    return out.toByteArray();
  }

  /** The text of a string that {@link #of} wrote. */
  static String read(byte[] json) {
    String written = new String(json, 1, json.length - 2, StandardCharsets.UTF_8);
    if (written.indexOf('\\') < 0) {
      return written;
    }
    StringBuilder text = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (written.charAt(i + 1) == 'u') {
        text.append((char) Integer.parseInt(written, i + 2, i + 6, 16));
        i += 5;
      } else {
        text.append(written.charAt(++i));
      }
    }
    return text.toString();
  }
}
