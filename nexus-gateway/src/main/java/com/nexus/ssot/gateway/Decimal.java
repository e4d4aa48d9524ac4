package com.nexus.ssot.gateway;

/** Writes numbers as ASCII digits without making a String. */
final class Decimal {
  private Decimal() {}

  /**
   * Writes a number that is not negative.
   *
   * @return where the next byte goes
   */
  static int append(long number, byte[] text, int start) {
    int end = start;
    for (long rest = number; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = number;
    for (int at = end; at >= start; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end + 1;
  }
}
