package com.nexus.ssot.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/**
 * Bytes read as UTF-8 without mercy. Parsers guess at other encodings and mend broken ones, so two
 * readers could see two texts; here everybody sees the same one or none.
 */
final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** How a place in the text is told to the caller. */
  @FunctionalInterface
  interface Place {
    String at(int line, int column);
  }

  private Utf8() {}

  /** The text of the bytes, without a leading byte order mark. */
  static String decode(byte[] bytes, Place place) {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    chars.flip();
    if (result.isError()) {
      String good = chars.toString();
      throw Fault.of(
          FaultCode.MALFORMED,
          "The text is not UTF-8.",
          List.of(
              Cause.at(
                  place(good, good.length(), place),
                  "The bytes here are not UTF-8.",
                  "Save it as UTF-8.")));
    }
    boolean marked = chars.hasRemaining() && chars.get(0) == BYTE_ORDER_MARK;
    return marked ? chars.position(1).toString() : chars.toString();
  }

  /** The place of a character. */
  static String place(String text, int at, Place place) {
    String before = text.substring(0, at);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return place.at(line, at - before.lastIndexOf('\n'));
  }

  /**
   * Where the first escape stands, in a text that is JSON, that is half a surrogate pair; else -1.
   */
  static int firstHalfPair(String json) {
    for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at + 2)) {
      char unit = escaped(json, at);
      if (Character.isHighSurrogate(unit) && Character.isLowSurrogate(escaped(json, at + 6))) {
        at += 6;
      } else if (Character.isSurrogate(unit)) {
        return at;
      }
    }
    return -1;
  }

  /** What an escape with four digits stands for; a space where there is none. */
  private static char escaped(String json, int at) {
    return json.startsWith("\\u", at) ? (char) Integer.parseInt(json, at + 2, at + 6, 16) : ' ';
  }

  /** Where the first character stands that no text may hold: NUL or half a surrogate; else -1. */
  static int firstUnstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
