package com.nexus.ssot.model.json;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;

/** Numbers as ECMAScript's {@code Number.prototype.toString} writes them. */
final class CanonicalNumber {
  private static final long EXACT_LIMIT = 1L << 53;

  private CanonicalNumber() {}

  static void write(JsonNode number, CanonicalPlace at, StringBuilder out) {
    if (number.isIntegralNumber() && number.canConvertToLong()) {
      long value = number.longValue();
      if (Math.abs(value) <= EXACT_LIMIT && value != Long.MIN_VALUE) {
        out.append(value);
        return;
      }
    }
    double value = nearest(number);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw CanonicalJson.refused(
          at, "The number is too large, or is not a number.", "Give a number below 1.8e308.");
    }
    String text = text(value);
    if (number.isIntegralNumber() && !keeps(number, value, text)) {
      throw CanonicalJson.refused(
          at,
          "The integer cannot be held exactly by a double (IEEE 754).",
          "Give it as text, or keep it within ±9007199254740992.");
    }
    out.append(text);
  }

  // Jackson's own doubleValue() throws where there is no double.
  private static double nearest(JsonNode number) {
    return number.isDouble() || number.isFloat()
        ? number.doubleValue()
        : number.decimalValue().doubleValue();
  }

  // Either the integer is a double, or it is what the canonical form of that double looks like:
  // else reading canonical text again could be refused.
  private static boolean keeps(JsonNode number, double value, String text) {
    BigDecimal given = new BigDecimal(number.bigIntegerValue());
    return given.compareTo(new BigDecimal(value)) == 0
        || given.compareTo(new BigDecimal(text)) == 0;
  }

  /** The shortest text that reads back as the same double, laid out by ECMA-262's rules. */
  static String text(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    String sign = value < 0 ? "-" : "";
    return sign + layOut(digits, point);
  }

  // Double.toString gives the shortest digits, but always at least two of them, and then picks the
  // two nearest to the value where one would do (4.9E-324 for 5e-324).
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal one = new BigDecimal(value).round(new MathContext(1));
      if (one.doubleValue() == value) {
        return one;
      }
    }
    return decimal;
  }

  private static String layOut(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
