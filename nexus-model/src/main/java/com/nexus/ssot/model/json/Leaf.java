package com.nexus.ssot.model.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.Quoted;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Values that have no fields of their own: text, numbers, moments, words of a closed list. */
final class Leaf {
  private static final ClassValue<Boolean> LEAVES =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Arrays.stream(type.getDeclaredMethods())
              .anyMatch(method -> method.isAnnotationPresent(JsonCreator.class));
        }
      };

  private Leaf() {}

  /** Whether a record travels as one value, by Jackson's annotations, instead of as an object. */
  static boolean isLeaf(Class<?> record) {
    return LEAVES.get(record);
  }

  static @Nullable Object read(JsonNode node, Class<?> type, String at, Binder binder) {
    if (JsonNode.class.isAssignableFrom(type) && type.isInstance(node)) {
      return storable(node, at, binder) ? node : null;
    }
    if (node.isString()) {
      return text(node.stringValue(), type, at, binder);
    }
    if (type == boolean.class || type == Boolean.class) {
      return node.isBoolean() ? node.booleanValue() : wrong(node, type, at, binder);
    }
    if (type == int.class || type == Integer.class) {
      return whole(node, node.canConvertToInt()) ? node.intValue() : wrong(node, type, at, binder);
    }
    if (type == long.class || type == Long.class) {
      return whole(node, node.canConvertToLong())
          ? node.longValue()
          : wrong(node, type, at, binder);
    }
    if (type == BigDecimal.class || type == double.class || type == Double.class) {
      return number(node, type, at, binder);
    }
    return isKnown(type) ? wrong(node, type, at, binder) : other(node, type, at, binder);
  }

  static @Nullable Object text(String text, Class<?> type, String at, Binder binder) {
    if (Utf8.firstUnstorable(text) >= 0) {
      binder.refuse(at, "The text holds NUL or half a surrogate pair.", "Take it out.");
      return null;
    }
    if (type == String.class || type == Object.class || type == CharSequence.class) {
      return text;
    }
    if (type.isEnum()) {
      return word(text, type, at, binder);
    }
    if (type == UUID.class) {
      return uuid(text, at, binder);
    }
    if (type == Instant.class) {
      return moment(text, at, binder);
    }
    if (type == byte[].class) {
      return bytes(text, at, binder);
    }
    JsonNode node = Json.mapper().getNodeFactory().stringNode(text);
    return isKnown(type) ? wrong(node, type, at, binder) : other(node, type, at, binder);
  }

  // An exponent of millions takes ten characters to write and megabytes to work with.
  private static @Nullable Object number(JsonNode node, Class<?> type, String at, Binder binder) {
    if (!node.isNumber() || (node.isDouble() && !Double.isFinite(node.doubleValue()))) {
      return wrong(node, type, at, binder);
    }
    BigDecimal number = node.decimalValue();
    if (type == BigDecimal.class) {
      boolean handy = Math.abs(number.scale()) <= Json.MAX_DIGITS;
      return handy ? number : wrong(node, type, at, binder);
    }
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) ? (Object) nearest : wrong(node, type, at, binder);
  }

  private static boolean whole(JsonNode node, boolean fits) {
    return node.isIntegralNumber() && fits;
  }

  private static @Nullable Object word(String text, Class<?> type, String at, Binder binder) {
    String wanted = text.toUpperCase(Locale.ROOT);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(wanted)) {
        return constant;
      }
    }
    binder.refuse(at, Quoted.of(text) + " is not allowed here.", "Give " + wanted(type) + ".");
    return null;
  }

  private static @Nullable Object uuid(String text, String at, Binder binder) {
    try {
      if (text.length() == 36) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a wrong length.
    }
    binder.refuse(at, Quoted.of(text) + " is not a UUID.", "Give " + wanted(UUID.class) + ".");
    return null;
  }

  private static byte @Nullable [] bytes(String text, String at, Binder binder) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      binder.refuse(at, Quoted.of(text) + " is not Base64.", null);
      return null;
    }
  }

  private static @Nullable Object moment(String text, String at, Binder binder) {
    try {
      Instant moment = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
      if (Moments.canBeKept(moment)) {
        return moment;
      }
    } catch (DateTimeParseException e) {
      // Told below, like a year out of range.
    }
    binder.refuse(at, Quoted.of(text) + " is not a moment.", "Give " + wanted(Instant.class) + ".");
    return null;
  }

  private static boolean storable(JsonNode node, String at, Binder binder) {
    if (node.isString()) {
      return text(node.stringValue(), String.class, at, binder) != null;
    }
    boolean good = true;
    int i = 0;
    for (JsonNode element : node.isArray() ? node.values() : List.<JsonNode>of()) {
      good &= storable(element, Pointer.child(at, i++), binder);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String here = Pointer.child(at, member.getKey());
      good &= text(member.getKey(), String.class, here, binder) != null;
      good &= storable(member.getValue(), here, binder);
    }
    return good;
  }

  private static @Nullable Object other(JsonNode node, Class<?> type, String at, Binder binder) {
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JacksonException e) {
      for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
        if (t instanceof Fault || t instanceof IllegalArgumentException) {
          binder.refuse(t, at);
          return null;
        }
      }
      return wrong(node, type, at, binder);
    }
  }

  private static @Nullable Object wrong(JsonNode node, Class<?> type, String at, Binder binder) {
    String needed = wanted(type);
    String message =
        Character.toUpperCase(needed.charAt(0)) + needed.substring(1) + " is needed, not ";
    binder.refuse(at, message + kind(node) + ".", null);
    return null;
  }

  private static boolean isKnown(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || JsonNode.class.isAssignableFrom(type)
        || type.getPackageName().startsWith("java.");
  }

  /** What a value is, in words. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "text";
      case NUMBER -> "the number " + Quoted.of(node.asString()).replace("\"", "");
      case BOOLEAN -> node.asString();
      case NULL, MISSING, POJO -> "null";
    };
  }

  /** What a type takes, in words. */
  static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getName()) {
      case "java.lang.String" -> "text";
      case "boolean", "java.lang.Boolean" -> "true or false";
      case "int", "java.lang.Integer" -> "a whole number from -2147483648 to 2147483647";
      case "long", "java.lang.Long" -> "a whole number";
      case "java.math.BigDecimal", "double", "java.lang.Double" -> "a number";
      case "java.util.UUID" -> "a UUID like 01890a5d-ac96-774b-bcce-b302099a8057";
      case "java.time.Instant" -> "a moment like 2030-01-31T12:00:00Z, of the years 1 to 9999";
      case "java.util.List", "java.util.Set" -> "a list";
      case "java.util.Map" -> "an object";
      default -> type.isRecord() && !isLeaf(type) ? "an object" : "a value";
    };
  }
}
