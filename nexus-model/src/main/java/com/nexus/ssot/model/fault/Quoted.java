package com.nexus.ssot.model.fault;

/**
 * Text of a stranger made fit for a message: short, on one line, without characters that could
 * steer a terminal or turn the reading direction.
 */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** The text in double quotes. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder().append('"');
    int shown = 0;
    for (int i = 0; i < text.length(); shown++) {
      if (shown == LONGEST) {
        return out.append("…\"").toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').appendCodePoint(c);
      } else if (isUnseen(c)) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('"').toString();
  }

  /** Whether a character cannot be seen: control, format, surrogate, private, unassigned. */
  public static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
