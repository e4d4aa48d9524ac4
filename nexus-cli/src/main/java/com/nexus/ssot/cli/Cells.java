package com.nexus.ssot.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Values as people read them: local times, lists with commas, nothing a terminal would obey. */
final class Cells {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final ZoneId zone;

  Cells(ZoneId zone) {
    this.zone = zone;
  }

  /** A value in one line; empty when there is none. */
  String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ");
      value.forEach(item -> items.add(text(item)));
      return items.toString();
    }
    if (value.isObject()) {
      StringJoiner items = new StringJoiner(", ");
      value
          .properties()
          .forEach(item -> items.add(clean(item.getKey()) + "=" + text(item.getValue())));
      return items.toString();
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    String text = value.asString();
    return INSTANT.matcher(text).matches() ? time(Instant.parse(text)) : clean(text);
  }

  private String time(Instant instant) {
    return LOCAL.format(instant.atZone(zone)) + (zone.equals(ZoneOffset.UTC) ? "Z" : "");
  }

  /** Stored text is data: control and direction characters become visible and harmless. */
  static String clean(String text) {
    return clean(text.replace('\n', ' ').replace('\t', ' '), false);
  }

  /** The same for a text of several lines. */
  static String cleanLines(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean lines) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          int type = Character.getType(c);
          boolean harmful =
              type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR;
          boolean layout = lines && (c == '\n' || c == '\t');
          cleaned.appendCodePoint(harmful && !layout ? 0xFFFD : c);
        });
    return cleaned.toString();
  }
}
