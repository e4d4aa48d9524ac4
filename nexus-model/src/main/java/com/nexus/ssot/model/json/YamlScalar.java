package com.nexus.ssot.model.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a word of YAML means, by the JSON schema of YAML 1.2. */
final class YamlScalar {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  private static final Pattern NO_NUMBER = Pattern.compile("[-+]?\\.inf|\\.nan");

  private YamlScalar() {}

  /** The value of a word that is neither quoted nor tagged; null when JSON has no such value. */
  static @Nullable JsonNode plain(String word) {
    return switch (word) {
      case "", "null" -> NODES.nullNode();
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> {
        if (DECIMAL.matcher(word).matches()) {
          yield number(word);
        }
        yield NO_NUMBER.matcher(word).matches() ? null : NODES.stringNode(word);
      }
    };
  }

  /** The value of a number; null when it is not one, or is out of every range. */
  static @Nullable JsonNode number(String word) {
    if (word.length() > Json.MAX_DIGITS || !DECIMAL.matcher(word).matches()) {
      return null;
    }
    try {
      if (!INTEGER.matcher(word).matches()) {
        return NODES.numberNode(new BigDecimal(word));
      }
      return word.length() < 19
          ? NODES.numberNode(Long.parseLong(word))
          : NODES.numberNode(new BigInteger(word));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
