package com.nexus.ssot.model.openapi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A limit of a number. */
record Bound(BigDecimal value, boolean exclusive) {
  /** Beyond these exponents numbers are not worked with. */
  private static final int MOST_DIGITS = 1000;

  /** The number of a value; null when it is none, or one that takes megabytes to work with. */
  static @Nullable BigDecimal number(JsonNode value) {
    if (!value.isNumber()) {
      return null;
    }
    BigDecimal number = value.decimalValue();
    return Math.abs(number.scale()) > MOST_DIGITS ? null : number;
  }

  /** Whether this keeps more out than another, as a lower limit. */
  boolean aboveAsMinimum(Bound other) {
    int order = value.compareTo(other.value);
    return order > 0 || (order == 0 && exclusive && !other.exclusive);
  }

  /** Whether this keeps more out than another, as an upper limit. */
  boolean belowAsMaximum(Bound other) {
    int order = value.compareTo(other.value);
    return order < 0 || (order == 0 && exclusive && !other.exclusive);
  }
}
