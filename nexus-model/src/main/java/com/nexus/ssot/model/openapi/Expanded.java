package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The text of a schema with what its references lead to, members in order, so that two of the same
 * meaning have mostly the same text. Used once, by one thread.
 */
final class Expanded {
  /** Values that are written out; what follows is taken as it stands. */
  private static final int MOST_VALUES = 5000;

  private static final int MOST_HOPS = 50;

  /** Texts for people, which mean nothing to data. */
  private static final Set<String> WORDS = Set.of("description", "title", "$comment");

  private final Doc doc;
  private final List<String> open = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int values;

  private Expanded(Doc doc) {
    this.doc = doc;
  }

  static String text(Doc doc, JsonNode schema) {
    Expanded expanded = new Expanded(doc);
    expanded.write(schema);
    return expanded.text.toString();
  }

  private void write(JsonNode node) {
    if (doc.work().isSpent()) {
      return; // nothing is said to be compatible any more
    }
    if (++values > MOST_VALUES || !node.isContainer()) {
      int before = text.length();
      doc.work().spendAll(node);
      text.append(node);
      doc.work().spendKept((long) text.length() - before);
      return;
    }
    doc.work().spend(1 + node.size());
    if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size(); i++) {
        write(node.path(i));
        text.append(',');
      }
      text.append(']');
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
    text.append('{');
    sorted.forEach((name, value) -> {
      if (WORDS.contains(name) && value.isString()) {
        return;
      }
      doc.work().spendKept(name.length());
      text.append(name).append(':');
      write(value);
      if (name.equals("$ref") && value.isString()) {
        follow(value.asString());
      }
      text.append(',');
    });
    text.append('}');
  }

  private void follow(String reference) {
    if (open.contains(reference) || open.size() >= MOST_HOPS || values > MOST_VALUES) {
      return;
    }
    open.addLast(reference);
    doc.target(reference).ifPresent(target -> write(target.node()));
    open.removeLast();
  }
}
