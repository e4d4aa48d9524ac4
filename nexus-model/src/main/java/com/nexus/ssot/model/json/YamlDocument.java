package com.nexus.ssot.model.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A YAML document as a tree that remembers where things stand. Thread-safe as long as nobody
 * changes the tree.
 */
public final class YamlDocument {
  private final JsonNode tree;
  private final String text;
  private final String file;
  private volatile @Nullable Map<String, String> places;

  YamlDocument(JsonNode tree, String text, String file) {
    this.tree = tree;
    this.text = text;
    this.file = file;
  }

  /** The content, aliases resolved. */
  public JsonNode tree() {
    return tree;
  }

  /**
   * Where something stands, as {@code file:line:column} from 1: the key of an object's member, the
   * value of a list's element. What is not in the document stands where its nearest holder does.
   */
  public String at(String pointer) {
    Map<String, String> known = places;
    if (known == null) {
      // Places are asked for when something is wrong, so they are not kept for every document.
      known = new HashMap<>();
      new YamlTree(text, file, known).read();
      places = known;
    }
    for (String here = pointer; !here.isEmpty(); here = Pointer.parent(here)) {
      String place = known.get(here);
      if (place != null) {
        return place;
      }
    }
    return known.getOrDefault("", file + ":1:1");
  }
}
