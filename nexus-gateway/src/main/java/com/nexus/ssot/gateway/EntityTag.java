package com.nexus.ssot.gateway;

import java.util.Arrays;

/**
 * The strong entity tag of an answer: {@code "<last 12 hex digits of the alias's id>-<revision>"}.
 * An alias of an alias adds the tag of the target, because its answer changes with either.
 */
final class EntityTag {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int ID_DIGITS = 12;
  private static final int LONGEST_PART = ID_DIGITS + 1 + 10;

  private EntityTag() {}

  /** The quoted tag in ASCII. */
  static byte[] of(Resolution.Found found) {
    byte[] text = new byte[2 * LONGEST_PART + 3];
    int end = 0;
    text[end++] = '"';
    end = append(found.asked, text, end);
    if (found.target != found.asked) {
      text[end++] = '.';
      end = append(found.target, text, end);
    }
    text[end++] = '"';
    return Arrays.copyOf(text, end);
  }

  private static int append(Entry entry, byte[] text, int start) {
    int end = start;
    for (int shift = (ID_DIGITS - 1) * 4; shift >= 0; shift -= 4) {
      text[end++] = HEX[(int) (entry.idLow >>> shift) & 0xf];
    }
    text[end++] = '-';
    return Decimal.append(entry.revision, text, end);
  }
}
