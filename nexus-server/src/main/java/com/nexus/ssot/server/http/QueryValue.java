package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.json.Moments;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one value of a query parameter. */
final class QueryValue {
  private static final Set<Class<?>> READABLE =
      Set.of(
          String.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          boolean.class,
          Boolean.class,
          Instant.class,
          UUID.class);

  private QueryValue() {}

  static void requireReadable(Class<?> type, Class<?> owner) {
    if (!READABLE.contains(type) && !type.isEnum()) {
      throw new IllegalStateException(
          owner.getName() + " has a component of type " + type.getName() + ", which no query has");
    }
  }

  /** The value; null with a cause added when the text is no such value. */
  static @Nullable Object read(String name, String text, Class<?> type, List<Cause> causes) {
    try {
      return switch (type.getName()) {
        case "java.lang.String" -> text;
        case "int", "java.lang.Integer" -> Integer.valueOf(text);
        case "long", "java.lang.Long" -> Long.valueOf(text);
        case "boolean", "java.lang.Boolean" -> bool(text);
        case "java.time.Instant" -> instant(text);
        case "java.util.UUID" -> uuid(text);
        default -> constant(text, type);
      };
    } catch (IllegalArgumentException | DateTimeParseException e) {
      causes.add(
          Cause.at("?" + name, "'" + shown(text) + "' is not " + expected(type) + ".", fix(type)));
      return null;
    }
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** A plus sign that was not encoded arrives as a space; it can only have been meant as plus. */
  private static Instant instant(String text) {
    Instant moment =
        OffsetDateTime.parse(text.replace(' ', '+')).toInstant().truncatedTo(ChronoUnit.MICROS);
    if (!Moments.canBeKept(moment)) {
      throw new IllegalArgumentException(text);
    }
    return moment;
  }

  private static UUID uuid(String text) {
    UUID id = UUID.fromString(text);
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException(text);
    }
    return id;
  }

  private static Object constant(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static String expected(Class<?> type) {
    return switch (type.getName()) {
      case "int", "java.lang.Integer", "long", "java.lang.Long" -> "a whole number";
      case "boolean", "java.lang.Boolean" -> "true or false";
      case "java.time.Instant" -> "a time";
      case "java.util.UUID" -> "a UUID";
      default -> "one of the values allowed";
    };
  }

  private static @Nullable String fix(Class<?> type) {
    if (type == Instant.class) {
      return "Write it as 2026-01-31T12:00:00Z, of the years 1 to 9999.";
    }
    return type.isEnum() ? "Use one of " + constants(type) + "." : null;
  }

  /** The constants of an enum as callers write them. */
  static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
