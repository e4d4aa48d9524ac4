package com.nexus.ssot.server.base;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Free text made safe to show: in NFC, without what is invisible or turns the direction of reading.
 * Done before anything is hashed, so that what is approved is what is stored.
 *
 * @param text what is left
 * @param removed how many characters of which sort were removed, such as {@code control characters
 *     (2)}; empty when the text was clean
 */
public record CleanText(String text, String removed) {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  /** Cleans a text. Half a surrogate pair stays: it has no canonical form and is refused there. */
  public static CleanText of(String written) {
    String nfc = Normalizer.normalize(written, Normalizer.Form.NFC);
    StringBuilder kept = new StringBuilder(nfc.length());
    Map<String, Integer> removed = new LinkedHashMap<>();
    int before = -1;
    for (int i = 0; i < nfc.length(); ) {
      int c = nfc.codePointAt(i);
      i += Character.charCount(c);
      int after = i < nfc.length() ? nfc.codePointAt(i) : -1;
      String unwanted = unwanted(c, before, after);
      if (unwanted.isEmpty()) {
        kept.appendCodePoint(c);
        before = c;
      } else {
        removed.merge(unwanted, 1, Integer::sum);
      }
    }
    // Taking a character out can bring two together that NFC joins.
    String text = removed.isEmpty() ? nfc : Normalizer.normalize(kept, Normalizer.Form.NFC);
    return new CleanText(text, inWords(removed));
  }

  /** What sort of unwanted character this is; empty when it may stay. */
  private static String unwanted(int c, int before, int after) {
    if (Character.isISOControl(c) && c != '\n' && c != '\t') {
      return "control characters";
    }
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) {
      return "bidirectional controls";
    }
    if (c >= 0xe0000 && c <= 0xe007f) {
      return "tag characters";
    }
    if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) {
      return joins(before) && joins(after) ? "" : "zero-width characters";
    }
    return c == 0x200b || c == 0x200e || c == 0x200f || c == 0x2060 || c == 0xfeff || c == 0x061c
        ? "zero-width characters"
        : "";
  }

  /** Scripts such as Persian and Hindi need the joiners between letters. */
  private static boolean joins(int c) {
    return c >= 0
        && (Character.isLetter(c)
            || Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  private static String inWords(Map<String, Integer> removed) {
    StringJoiner words = new StringJoiner(", ");
    removed.forEach((sort, count) -> words.add(sort + " (" + count + ")"));
    return words.toString();
  }
}
