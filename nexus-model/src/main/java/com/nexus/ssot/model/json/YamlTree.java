package com.nexus.ssot.model.json;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds the tree of one YAML text, with its aliases and merge keys, which Jackson's own reading
 * takes for plain text. Used once, by one thread.
 */
final class YamlTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MERGE = "<<";
  private static final String TAGS = "tag:yaml.org,2002:";
  private static final Set<String> TAGS_READ = Set.of("str", "int", "float", "map", "seq");
  private static final Pattern MARK = Pattern.compile("in reader, line (\\d+), column (\\d+)");

  /** What an anchor stands for, and how many values that is. */
  private record Anchored(JsonNode node, int values) {}

  private final YAMLParser parser;
  private final String file;
  private final @Nullable Map<String, String> places;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int values;
  private int aliases;
  private int aliasedValues;

  YamlTree(YAMLMapper mapper, String text, String file, @Nullable Map<String, String> places) {
    this.parser = (YAMLParser) mapper.createParser(text);
    this.file = file;
    this.places = places;
  }

  JsonNode read() {
    try (parser) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw refused(parser.currentLocation(), "There is nothing in the document.");
      }
      remember("");
      JsonNode tree = value(first, "", 1);
      if (parser.nextToken() != null) {
        throw refused(parser.currentTokenLocation(), "A second document follows.");
      }
      return tree;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private JsonNode value(@Nullable JsonToken token, String at, int depth) {
    if (parser.isCurrentAlias()) {
      return aliased();
    }
    refuseForeignTag();
    Object anchor = parser.getObjectId();
    int before = values++;
    JsonNode node =
        switch (token) {
          case START_OBJECT -> object(at, deeper(depth));
          case START_ARRAY -> array(at, deeper(depth));
          case VALUE_STRING -> text();
          case VALUE_NUMBER_INT -> integer();
          case VALUE_NUMBER_FLOAT -> decimal();
          case VALUE_TRUE -> NODES.booleanNode(true);
          case VALUE_FALSE -> NODES.booleanNode(false);
          case VALUE_NULL -> NODES.nullNode();
          case null, default ->
              throw refused(parser.currentTokenLocation(), "This is not a value of JSON.");
        };
    if (anchor != null) {
      anchors.put(anchor.toString(), new Anchored(node, values - before));
    }
    return node;
  }

  private JsonNode object(String at, int depth) {
    ObjectNode object = NODES.objectNode();
    List<JsonNode> merged = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token == JsonToken.PROPERTY_NAME;
        token = parser.nextToken()) {
      String name = parser.currentName();
      if (object.has(name)) {
        String message = "The key " + Quoted.of(name) + " stands here a second time.";
        throw refused(parser.currentTokenLocation(), message);
      }
      String here = places == null ? at : Pointer.child(at, name);
      remember(here);
      TokenStreamLocation place = parser.currentTokenLocation();
      JsonNode value = value(parser.nextToken(), here, depth);
      if (name.equals(MERGE)) {
        addMerged(value, merged, place);
      } else {
        object.set(name, value);
      }
    }
    for (JsonNode source : merged) {
      source.properties().forEach(member -> object.putIfAbsent(member.getKey(), member.getValue()));
    }
    return object;
  }

  private void addMerged(JsonNode value, List<JsonNode> merged, TokenStreamLocation place) {
    for (JsonNode source : value.isArray() ? value.values() : List.of(value)) {
      if (!source.isObject()) {
        throw refused(place, "Only objects can be merged with <<.");
      }
      merged.add(source);
    }
  }

  private JsonNode array(String at, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      String here = places == null ? at : Pointer.child(at, array.size());
      remember(here);
      array.add(value(token, here, depth));
    }
    return array;
  }

  private JsonNode text() {
    String text = parser.getString();
    if (text.length() > Json.MAX_TEXT) {
      String message = "The text has more than " + Json.MAX_TEXT + " characters.";
      throw refused(parser.currentTokenLocation(), message);
    }
    return NODES.stringNode(text);
  }

  private JsonNode integer() {
    return parser.getNumberType() == NumberType.BIG_INTEGER
        ? NODES.numberNode(parser.getBigIntegerValue())
        : NODES.numberNode(parser.getLongValue());
  }

  private JsonNode decimal() {
    try {
      return NODES.numberNode(parser.getDecimalValue());
    } catch (JacksonException e) {
      String message = Quoted.of(parser.getString()) + " is not a number of JSON.";
      throw refused(parser.currentTokenLocation(), message);
    }
  }

  private JsonNode aliased() {
    String name = parser.getString();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      String message = "Nothing before this is called &" + name + ".";
      throw refused(parser.currentTokenLocation(), message);
    }
    aliases++;
    aliasedValues += anchored.values();
    if (aliases > Yaml.MAX_ALIASES || aliasedValues > Yaml.MAX_ALIASED_VALUES) {
      throw refused(parser.currentTokenLocation(), "The document has too many aliases.");
    }
    values += anchored.values();
    return anchored.node().deepCopy();
  }

  private void refuseForeignTag() {
    Object tag = parser.getTypeId();
    if (tag != null) {
      String name = tag.toString();
      if (!name.startsWith(TAGS) || !TAGS_READ.contains(name.substring(TAGS.length()))) {
        throw refused(
            parser.currentTokenLocation(), "The tag " + Quoted.of(name) + " is not read here.");
      }
    }
  }

  private int deeper(int depth) {
    if (depth > Json.MAX_DEPTH) {
      String message = "The nesting is deeper than " + Json.MAX_DEPTH + ".";
      throw refused(parser.currentTokenLocation(), message);
    }
    return depth + 1;
  }

  private void remember(String pointer) {
    if (places != null) {
      TokenStreamLocation location = parser.currentTokenLocation();
      places.put(pointer, place(location.getLineNr(), location.getColumnNr()));
    }
  }

  private String place(int line, int column) {
    return file + ":" + line + ":" + column;
  }

  private Fault refused(TokenStreamLocation location, String message) {
    return fault(place(location.getLineNr(), location.getColumnNr()), message, null);
  }

  // The library's messages are drawings of several lines, in which the last mark is the place.
  private Fault malformed(JacksonException e) {
    String drawing = e.getOriginalMessage();
    String message =
        drawing.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(": "));
    List<MatchResult> marks = MARK.matcher(drawing).results().toList();
    if (!marks.isEmpty()) {
      MatchResult mark = marks.getLast();
      return fault(file + ":" + mark.group(1) + ":" + mark.group(2), message, e);
    }
    TokenStreamLocation known = e.getLocation();
    TokenStreamLocation at = known == null ? parser.currentLocation() : known;
    String told = Json.withoutInternals(message);
    return fault(place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr())), told, e);
  }

  private static Fault fault(String at, String message, @Nullable Throwable origin) {
    String detail = "The text is not YAML as this server reads it.";
    List<Cause> causes = List.of(Cause.at(at, message, null));
    return origin == null
        ? Fault.of(FaultCode.MALFORMED, detail, causes)
        : Fault.of(FaultCode.MALFORMED, detail, causes, origin);
  }
}
