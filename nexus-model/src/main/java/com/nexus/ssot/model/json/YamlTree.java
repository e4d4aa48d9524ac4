package com.nexus.ssot.model.json;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the tree of one YAML text, with its aliases and merge keys; Jackson's YAML takes the first
 * for plain text and does not see what they stand for. Used once, by one thread.
 */
final class YamlTree {
  // The caller has bounded the text; the library's own bound is 3 MiB.
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MERGE = "<<";
  private static final String TAGS = "tag:yaml.org,2002:";

  /** What an anchor stands for, and how many values that is. */
  private record Anchored(JsonNode node, int values) {}

  private final String text;
  private final String file;
  private final @Nullable Map<String, String> places;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int values;
  private int aliases;
  private int aliasedValues;

  YamlTree(String text, String file, @Nullable Map<String, String> places) {
    this.text = text;
    this.file = file;
    this.places = places;
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  JsonNode read() {
    try {
      events.next(); // the stream's beginning
      Event start = events.next();
      if (start instanceof StreamEndEvent) {
        throw refused(start, "There is nothing in the document.");
      }
      Event first = events.next();
      remember("", first);
      JsonNode tree = value(first, "", 1);
      events.next(); // the document's end
      Event next = events.next();
      if (next instanceof DocumentStartEvent) {
        throw refused(next, "A second document follows.");
      }
      return tree;
    } catch (YamlEngineException e) {
      throw malformed(e);
    }
  }

  private JsonNode value(Event event, String at, int depth) {
    int before = values++;
    JsonNode node =
        switch (event) {
          case AliasEvent alias -> aliased(alias, depth);
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent start -> object(at, deeper(start, "map", depth));
          case SequenceStartEvent start -> array(at, deeper(start, "seq", depth));
          default -> throw refused(event, "This is not a value.");
        };
    if (!(event instanceof AliasEvent) && event instanceof NodeEvent anchored) {
      anchored
          .getAnchor()
          .ifPresent(name -> anchors.put(name.getValue(), new Anchored(node, values - before)));
    }
    return node;
  }

  private JsonNode object(String at, int depth) {
    ObjectNode object = NODES.objectNode();
    List<JsonNode> merged = new ArrayList<>();
    for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
      if (!(key instanceof ScalarEvent scalar)) {
        throw refused(key, "A key must be text.");
      }
      String name = scalar.getValue();
      if (name.length() > Json.MAX_NAME) {
        throw refused(key, "The key has more than " + Json.MAX_NAME + " characters.");
      }
      if (object.has(name)) {
        throw refused(key, "The key " + Quoted.of(name) + " stands here a second time.");
      }
      String here = places == null ? at : Pointer.child(at, name);
      remember(here, key);
      JsonNode value = value(events.next(), here, depth);
      if (scalar.isPlain() && name.equals(MERGE)) {
        addMerged(value, merged, key);
      } else {
        object.set(name, value);
      }
    }
    for (JsonNode source : merged) {
      source.properties().forEach(m -> object.putIfAbsent(m.getKey(), m.getValue()));
    }
    return object;
  }

  private void addMerged(JsonNode value, List<JsonNode> merged, Event key) {
    for (JsonNode source : value.isArray() ? value.values() : List.of(value)) {
      if (!source.isObject()) {
        throw refused(key, "Only objects can be merged with <<.");
      }
      merged.add(source);
    }
  }

  private JsonNode array(String at, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      String here = places == null ? at : Pointer.child(at, array.size());
      remember(here, item);
      array.add(value(item, here, depth));
    }
    return array;
  }

  private JsonNode scalar(ScalarEvent event) {
    String word = bounded(event);
    String tag = event.getTag().orElse("");
    JsonNode node =
        switch (tag) {
          case "" -> event.isPlain() ? YamlScalar.plain(word) : NODES.stringNode(word);
          case TAGS + "str", "!" -> NODES.stringNode(word);
          case TAGS + "int", TAGS + "float" -> YamlScalar.number(word);
          default -> throw foreignTag(event, tag);
        };
    if (node == null) {
      throw refused(event, Quoted.of(word) + " is not a number of JSON.");
    }
    return node;
  }

  private String bounded(ScalarEvent event) {
    if (event.getValue().length() > Json.MAX_TEXT) {
      throw refused(event, "The text has more than " + Json.MAX_TEXT + " characters.");
    }
    return event.getValue();
  }

  private JsonNode aliased(AliasEvent event, int depth) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw refused(event, "Nothing complete before this is called &" + name + ".");
    }
    aliases++;
    aliasedValues += anchored.values();
    if (aliases > Yaml.MAX_ALIASES || aliasedValues > Yaml.MAX_ALIASED_VALUES) {
      throw refused(event, "The document has too many aliases.");
    }
    if (depth + height(anchored.node()) > Json.MAX_DEPTH + 1) {
      throw tooDeep(event);
    }
    values += anchored.values();
    return anchored.node().deepCopy();
  }

  private Fault foreignTag(Event event, String tag) {
    return refused(event, "The tag " + Quoted.of(tag) + " is not read here.");
  }

  private int deeper(CollectionStartEvent event, String usualTag, int depth) {
    String tag = event.getTag().orElse(TAGS + usualTag);
    if (!tag.equals(TAGS + usualTag)) {
      throw foreignTag(event, tag);
    }
    if (depth > Json.MAX_DEPTH) {
      throw tooDeep(event);
    }
    return depth + 1;
  }

  private Fault tooDeep(Event event) {
    return refused(event, "The nesting is deeper than " + Json.MAX_DEPTH + ".");
  }

  /** How many objects and arrays stand in each other. */
  private static int height(JsonNode node) {
    int highest = 0;
    for (JsonNode child : node.values()) {
      highest = Math.max(highest, height(child));
    }
    return node.isContainer() ? highest + 1 : 0;
  }

  private void remember(String pointer, Event event) {
    if (places != null) {
      places.put(pointer, place(event.getStartMark()));
    }
  }

  private String place(Optional<Mark> mark) {
    return mark.map(m -> place(m.getLine() + 1, m.getColumn() + 1)).orElse(file);
  }

  private String place(int line, int column) {
    return file + ":" + line + ":" + column;
  }

  private Fault refused(Event event, String message) {
    return fault(place(event.getStartMark()), message, null);
  }

  private Fault malformed(YamlEngineException e) {
    return switch (e) {
      case MarkedYamlEngineException marked -> {
        String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
        String message = (context + marked.getProblem()).strip().replaceAll("\\s+", " ");
        yield fault(place(marked.getProblemMark()), message, e);
      }
      case ReaderException unreadable -> {
        int end = text.offsetByCodePoints(0, unreadable.getPosition());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = end - text.lastIndexOf('\n', end - 1);
        String found = Quoted.of(Character.toString(unreadable.getCodePoint()));
        yield fault(place(line, column), "The character " + found + " is not allowed in YAML.", e);
      }
      default -> fault(place(1, 1), String.valueOf(e.getMessage()), e);
    };
  }

  private static Fault fault(String at, String message, @Nullable Throwable origin) {
    String detail = "The text is not YAML as this server reads it.";
    List<Cause> causes = List.of(Cause.at(at, message, null));
    return origin == null
        ? Fault.of(FaultCode.MALFORMED, detail, causes)
        : Fault.of(FaultCode.MALFORMED, detail, causes, origin);
  }
}
