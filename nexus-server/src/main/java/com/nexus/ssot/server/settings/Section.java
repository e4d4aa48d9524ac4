package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import com.nexus.ssot.model.json.Yaml;
import com.nexus.ssot.model.json.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A part of a configuration file that holds keys. What is wrong in it goes to the problems, with
 * file, line and column. Not thread-safe.
 */
final class Section {
  private static final long LARGEST_FILE = 256 * 1024;

  private final YamlDocument document;
  private final JsonNode node;
  private final String pointer;
  private final Problems problems;

  private Section(YamlDocument document, JsonNode node, String pointer, Problems problems) {
    this.document = document;
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The whole of a file; empty if there is no file, or if it cannot be read as YAML. */
  static Optional<Section> file(Path file, Problems problems) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    int parts = file.getNameCount();
    String name = file.subpath(Math.max(0, parts - 2), parts).toString();
    try {
      if (Files.size(file) > LARGEST_FILE) {
        problems.add(name, "The file is larger than 256 KiB.", "Keep only settings in it.");
        return Optional.empty();
      }
      YamlDocument document = Yaml.read(Files.readAllBytes(file), name);
      return Optional.of(new Section(document, document.tree(), "", problems).checked());
    } catch (IOException e) {
      problems.add(
          name, "The file cannot be read: " + Reason.of(e) + ".", "Correct its permissions.");
    } catch (Fault e) {
      problems.addAll(e);
    }
    return Optional.empty();
  }

  /** Refuses every key but these. */
  Section only(String... known) {
    List<String> names = Arrays.asList(known);
    for (String key : keys()) {
      if (!names.contains(key)) {
        problems.add(
            at(key),
            "There is no setting " + Quoted.of(key) + " here.",
            "Remove it; known are " + String.join(", ", names) + ".");
      }
    }
    return this;
  }

  List<String> keys() {
    return List.copyOf(node.propertyNames());
  }

  /** Whether something stands at the key. */
  boolean has(String key) {
    return present(key).isPresent();
  }

  /** A part of this part. */
  Optional<Section> section(String key) {
    return present(key)
        .map(
            child -> new Section(document, child, Pointer.child(pointer, key), problems).checked());
  }

  /** A value of one word, number or text. */
  Optional<Value> value(String key) {
    return present(key)
        .filter(child -> {
          boolean plain = child.isValueNode();
          if (!plain) {
            problems.add(at(key), key + " must be one value.", "Write it on one line.");
          }
          return plain;
        })
        .map(child -> new Value(child.asString(), at(key)));
  }

  /** The values of a list of words; none if nothing stands there. */
  List<Value> values(String key) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < size(key); i++) {
      JsonNode child = node.get(key).get(i);
      String at = document.at(Pointer.child(Pointer.child(pointer, key), i));
      if (child.isValueNode() && !child.isNull()) {
        values.add(new Value(child.asString(), at));
      } else {
        problems.add(at, "In " + key + " each element must be one value.", "Write it plainly.");
      }
    }
    return values;
  }

  /** The parts in a list of parts; none if nothing stands there. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < size(key); i++) {
      String place = Pointer.child(Pointer.child(pointer, key), i);
      JsonNode child = node.get(key).get(i);
      Section part = new Section(document, child, place, problems).checked();
      if (child.isObject()) {
        sections.add(part);
      }
    }
    return sections;
  }

  /** How long the list at a key is. */
  private int size(String key) {
    Optional<JsonNode> list = present(key);
    if (list.isPresent() && !list.get().isArray()) {
      problems.add(at(key), key + " must be a list.", "Write it as [a, b].");
      return 0;
    }
    return list.map(JsonNode::size).orElse(0);
  }

  /** Where a key stands, as file:line:column. */
  String at(String key) {
    return document.at(Pointer.child(pointer, key));
  }

  /** Where this part stands. */
  String at() {
    return document.at(pointer);
  }

  private Optional<JsonNode> present(String key) {
    return Optional.ofNullable(node.get(key)).filter(child -> !child.isNull());
  }

  private Section checked() {
    if (node.isObject()) {
      return this;
    }
    if (!node.isNull()) {
      problems.add(at(), "Here must stand keys with values.", "Write key: value.");
    }
    return new Section(document, JsonNodeFactory.instance.objectNode(), pointer, problems);
  }
}
