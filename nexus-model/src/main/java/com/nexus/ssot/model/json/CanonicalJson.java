package com.nexus.ssot.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * JSON in the one form that RFC 8785 gives to each value, so that equal values have equal hashes.
 *
 * <p>Numbers are those of ECMAScript: the double nearest to what was written. Where that would
 * change an integer, or has no end (NaN, infinity), the value has no canonical form and is refused
 * with {@link FaultCode#INVALID}; so is text with half a surrogate pair.
 */
public final class CanonicalJson {
  private static final String[] ESCAPES = new String[' '];

  static {
    for (int c = 0; c < ESCAPES.length; c++) {
      ESCAPES[c] = String.format("\\u%04x", c);
    }
    ESCAPES['\b'] = "\\b";
    ESCAPES['\t'] = "\\t";
    ESCAPES['\n'] = "\\n";
    ESCAPES['\f'] = "\\f";
    ESCAPES['\r'] = "\\r";
  }

  private CanonicalJson() {}

  /** The canonical text of a value. */
  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder(256);
    write(value, CanonicalPlace.ROOT, out);
    return out.toString();
  }

  /** The canonical text of a value, in UTF-8. */
  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(UTF_8);
  }

  private static void write(JsonNode value, CanonicalPlace at, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, at, out);
      case ARRAY -> writeArray(value, at, out);
      case STRING -> writeText(value.stringValue(), at, out);
      case BINARY -> writeText(value.asString(), at, out);
      case NUMBER -> CanonicalNumber.write(value, at, out);
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      case POJO -> writeText(bytesOf(value), at, out);
      case MISSING -> throw new IllegalArgumentException("Not a JSON value: MISSING");
    }
  }

  // A tree made of a record keeps its bytes as they are; as text they are what the mapper writes.
  private static String bytesOf(JsonNode value) {
    if (value instanceof POJONode node && node.getPojo() instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    throw new IllegalArgumentException("Not a JSON value: POJO");
  }

  private static void writeObject(JsonNode value, CanonicalPlace at, StringBuilder out) {
    // String.compareTo compares UTF-16 code units, which is the order that RFC 8785 asks for.
    List<Map.Entry<String, JsonNode>> members =
        value.properties().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .toList();
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> member : members) {
      CanonicalPlace here = at.member(member.getKey());
      out.append(separator);
      writeText(member.getKey(), here, out);
      out.append(':');
      write(member.getValue(), here, out);
      separator = ",";
    }
    out.append('}');
  }

  private static void writeArray(JsonNode value, CanonicalPlace at, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < value.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(value.get(i), at.element(i), out);
    }
    out.append(']');
  }

  private static void writeText(String text, CanonicalPlace at, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        out.append(ESCAPES[c]);
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        throw refused(at, "The text holds half a surrogate pair.", "Give valid Unicode text.");
      }
    }
    out.append('"');
  }

  static Fault refused(CanonicalPlace at, String message, String fix) {
    return Fault.of(
        FaultCode.INVALID,
        "The value has no canonical form.",
        List.of(Cause.at(at.pointer(), message, fix)));
  }
}
