package com.nexus.ssot.model.openapi;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a comparison may still cost. Steps are counted and not time, so that a verdict is the same
 * on every machine. Whoever does something for each of many things, or keeps something for each,
 * says so here first, and does no more once nothing is left. Not thread-safe.
 */
final class Work {
  /** Characters that take as long as a step. */
  static final int TEXT = 64;

  /** Characters that may be kept in place of a step. */
  private static final int KEPT = 8;

  /** What holds many things in a schema, all of which are looked at. */
  private static final List<String> LISTS =
      List.of("properties", "required", "allOf", "oneOf", "anyOf", "type");

  /** Steps it takes to look for all keywords of a schema. */
  private static final int KEYWORDS = 8;

  private final long most;
  private long done;

  /**
   * @param most steps that may be done
   */
  Work(long most) {
    this.most = most;
  }

  /** Does a number of steps. */
  void spend(long steps) {
    done = Math.min(most, done + steps);
  }

  /** Reads or joins text. */
  void spendText(long characters) {
    spend(characters / TEXT);
  }

  /** Keeps text, which takes memory and not only time. */
  void spendKept(long characters) {
    spend(characters / KEPT);
  }

  /** Looks at each member or element of a value, and says where it stands. */
  void spendMembers(Located at) {
    spend(1 + (long) at.node().size() * (1 + at.pointer().length() / TEXT));
  }

  /** Reads a schema: its keywords, and everything that stands in a list of it. */
  void spendSchema(Located at) {
    spend(KEYWORDS * (1L + at.pointer().length() / TEXT));
    for (String keyword : LISTS) {
      JsonNode list = at.node().path(keyword);
      if (!list.isMissingNode()) {
        spendMembers(new Located(at.pointer(), list));
      }
    }
    spendAll(at.node().path("enum"));
    spendAll(at.node().path("const"));
  }

  /** Looks at all of a value. */
  void spendAll(JsonNode node) {
    spend(1);
    if (node.isString()) {
      spendText(node.asString().length());
    }
    for (JsonNode child : node.values()) {
      if (isSpent()) {
        return;
      }
      spendAll(child);
    }
  }

  /** Whether two values are the same and refer to nothing; false also once nothing is left. */
  boolean isSame(JsonNode one, JsonNode other) {
    spend(1);
    if (isSpent() || one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
      return false;
    }
    if (one.isString()) {
      spendText(one.asString().length());
    }
    if (!one.isContainer()) {
      return one.equals(other);
    }
    if (one.isObject() && (one.has("$ref") || one.has("$dynamicRef"))) {
      return false;
    }
    for (int i = 0; one.isArray() && i < one.size(); i++) {
      if (!isSame(one.path(i), other.path(i))) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> member : one.properties()) {
      JsonNode there = other.get(member.getKey());
      if (there == null || !isSame(member.getValue(), there)) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing is left, so that something was not compared. */
  boolean isSpent() {
    return done >= most;
  }

  /** Steps done so far. */
  long done() {
    return done;
  }
}
