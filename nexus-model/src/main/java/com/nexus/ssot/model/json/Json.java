package com.nexus.ssot.model.json;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** JSON as it travels: in snake case, read strictly, every fault told at once. */
public final class Json {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 64;

  /** Longest text that is read, in characters. */
  public static final int MAX_TEXT = 256 * 1024;

  /** Longest name of an object's member that is read, in characters. */
  public static final int MAX_NAME = 1024;

  /** Most digits of a number that is read. */
  public static final int MAX_DIGITS = 100;

  // What Jackson's messages say about Jackson instead of about the text.
  private static final Pattern INTERNALS = Pattern.compile(", from `[^`]*`");
  private static final String HALF_A_PAIR = "The escape is half a surrogate pair.";
  private static final JsonMapper MAPPER = newMapper(constraints());
  private static final JsonMapper STORED = newMapper(storedConstraints());

  private Json() {}

  /** The mapper of what others write, and for writing; thread-safe. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * The mapper for reading what a registry wrote itself. What was accepted once must be readable
   * for ever, also as part of something larger, so texts and numbers may have any length here;
   * thread-safe.
   */
  public static JsonMapper stored() {
    return STORED;
  }

  /**
   * Reads one JSON value.
   *
   * @throws Fault {@link FaultCode#MALFORMED} with line and column
   */
  public static JsonNode read(byte[] utf8) {
    return read(MAPPER, Utf8.decode(utf8, Json::place));
  }

  /**
   * Reads one JSON value that a registry wrote, with texts of any length; the caller bounds the
   * whole.
   *
   * @throws Fault {@link FaultCode#MALFORMED} with line and column
   */
  public static JsonNode readStored(byte[] utf8) {
    return read(STORED, Utf8.decode(utf8, Json::place));
  }

  /**
   * Reads one JSON value, and refuses escapes that are half a surrogate pair as it refuses bytes
   * that are not UTF-8: neither stands for any text.
   *
   * @throws Fault {@link FaultCode#MALFORMED} with line and column
   */
  public static JsonNode readUnicode(byte[] utf8) {
    String text = Utf8.decode(utf8, Json::place);
    JsonNode tree = read(MAPPER, text);
    int half = Utf8.firstHalfPair(text);
    if (half >= 0) {
      throw malformed(Utf8.place(text, half, Json::place), HALF_A_PAIR, null);
    }
    return tree;
  }

  private static JsonNode read(JsonMapper mapper, String text) {
    try (JsonParser parser = mapper.createParser(text)) {
      return read(parser);
    }
  }

  private static JsonNode read(JsonParser parser) {
    try {
      if (parser.nextToken() == null) {
        throw malformed(parser.currentLocation(), "There is no JSON value.", null);
      }
      JsonNode tree = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        String message = "Something follows the JSON value.";
        throw malformed(parser.currentTokenLocation(), message, null);
      }
      return tree;
    } catch (JacksonException e) {
      TokenStreamLocation known = e.getLocation();
      TokenStreamLocation at = known == null ? parser.currentLocation() : known;
      throw malformed(at, withoutInternals(e.getOriginalMessage()), e);
    } catch (NumberFormatException e) {
      // Jackson lets this one through for an exponent that not even BigDecimal can hold.
      throw malformed(parser.currentTokenLocation(), "The number is out of every range.", e);
    }
  }

  /**
   * Reads one JSON value as a record.
   *
   * @throws Fault {@link FaultCode#MALFORMED} with line and column, or {@link FaultCode#INVALID} as
   *     {@link #convert} does
   */
  public static <T> T read(byte[] utf8, Class<T> type) {
    return convert(read(utf8), type);
  }

  /**
   * Turns a tree into a record. A component is required unless it is {@code @Nullable}, or empty
   * and its record is written without what is empty. Moments are kept to the microsecond, as the
   * database does.
   *
   * @throws Fault {@link FaultCode#INVALID} with every unknown field, missing field and wrong value
   */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    return new Binder().convert(tree, type);
  }

  /** The tree of a record, as it would be written. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The wire names of a record's fields, in order. */
  public static List<String> fieldsOf(Class<?> type) {
    return RecordShape.of(type).names();
  }

  /** The target changed as the patch says (RFC 7396); neither argument is touched. */
  static JsonNode mergePatch(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode result =
        target instanceof ObjectNode object ? object.deepCopy() : MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (value.isNull()) {
        result.remove(name);
      } else {
        result.set(name, mergePatch(result.path(name), value));
      }
    }
    return result;
  }

  /**
   * A record changed as a patch says (RFC 7396). A field that there is not is refused, also when
   * the patch would take it away.
   *
   * @param known the tree of the record
   * @throws Fault {@code INVALID} with every cause
   */
  public static <T> T patched(JsonNode known, JsonNode patch, Class<T> type) {
    JsonNode merged = mergePatch(known, patch);
    if (merged instanceof ObjectNode result) {
      for (Map.Entry<String, JsonNode> member : patch.properties()) {
        if (member.getValue().isNull() && !known.has(member.getKey())) {
          result.putNull(member.getKey());
        }
      }
    }
    return convert(merged, type);
  }

  static String withoutInternals(String message) {
    return INTERNALS.matcher(message).replaceAll("");
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column;
  }

  private static Fault malformed(
      TokenStreamLocation location, String message, @Nullable Throwable origin) {
    return malformed(place(location.getLineNr(), location.getColumnNr()), message, origin);
  }

  private static Fault malformed(String at, String message, @Nullable Throwable origin) {
    List<Cause> causes = List.of(Cause.at(at, message, null));
    String detail = "The text is not JSON as this server reads it.";
    return origin == null
        ? Fault.of(FaultCode.MALFORMED, detail, causes)
        : Fault.of(FaultCode.MALFORMED, detail, causes, origin);
  }

  static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxStringLength(MAX_TEXT)
        .maxNameLength(MAX_NAME)
        .maxNumberLength(MAX_DIGITS)
        .build();
  }

  private static StreamReadConstraints storedConstraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(2 * MAX_DEPTH)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .build();
  }

  private static JsonMapper newMapper(StreamReadConstraints constraints) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }
}
