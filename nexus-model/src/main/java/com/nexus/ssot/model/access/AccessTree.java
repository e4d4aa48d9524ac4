package com.nexus.ssot.model.access;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file about access while it is read: its tree, and everything that is wrong with it, by pointer.
 * Used once, by one thread.
 */
final class AccessTree {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,99}");

  private final JsonNode tree;
  private final List<Cause> causes = new ArrayList<>();

  AccessTree(JsonNode tree) {
    this.tree = tree;
  }

  static String quoted(String word) {
    return Quoted.of(word);
  }

  /** Everything that is wrong, in the order in which it was found. */
  List<Cause> causes() {
    return causes;
  }

  void refuse(String at, String message, String fix) {
    causes.add(Cause.at(at, message, fix));
  }

  /** Whether nothing is wrong at a place or below it. */
  boolean isFree(String at) {
    return causes.stream().noneMatch(cause -> String.valueOf(cause.at()).startsWith(at));
  }

  /** The whole; an empty object where it is none. */
  ObjectNode root() {
    return object("");
  }

  /** The object at a place; an empty one where nothing stands or something else. */
  ObjectNode object(String at) {
    JsonNode node = at.isEmpty() ? tree : tree.at(at);
    if (node instanceof ObjectNode object) {
      return object;
    }
    if (!node.isMissingNode()) {
      refuse(at, "Keys with values are needed here.", "Write them below, indented.");
    }
    return JsonNodeFactory.instance.objectNode();
  }

  /** Refuses every key but these. */
  void fields(JsonNode object, String at, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!known.contains(member.getKey())) {
        refuse(
            Pointer.child(at, member.getKey()),
            "There is no key " + quoted(member.getKey()) + " here.",
            "Known keys: " + String.join(", ", new TreeSet<>(known)) + ".");
      }
    }
  }

  /** The list of words at a place; empty where nothing stands. */
  List<String> words(String at) {
    JsonNode node = tree.at(at);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()) {
      refuse(at, "A list of words is needed here.", "Write it as [word, word].");
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      if (!node.get(i).isString()) {
        refuse(Pointer.child(at, i), "A word is needed here.", "Write it in quotes.");
        words.add("*");
      } else {
        words.add(node.get(i).asString());
      }
    }
    return words;
  }

  /** Refuses what cannot be the name of a team or role. */
  void name(String at, String name) {
    if (!NAME.matcher(name).matches()) {
      refuse(
          at,
          quoted(name) + " cannot be a name.",
          "Use 2 to 100 characters of A-Z a-z 0-9 . _ - and start with a letter or digit.");
    }
  }
}
