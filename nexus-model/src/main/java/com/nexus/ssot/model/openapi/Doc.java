package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.json.Pointer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A document whose references can be followed within it; nothing is ever fetched. Not thread-safe.
 */
final class Doc {
  private static final String REF = "$ref";

  /** References that lead to each other, one after the other. */
  private static final int MOST_HOPS = 100;

  /** Steps it takes to read the name of a parameter, media type or the like. */
  private static final int MEMBER = 4;

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final String name;
  private final JsonNode tree;
  private final boolean is31;
  private final Work work;
  private final Map<String, Optional<Located>> targets = new HashMap<>();
  private @Nullable Map<String, String> anchors;

  /**
   * @param work what reading it may cost
   */
  Doc(Edition edition, Work work) {
    this.work = work;
    this.name = edition.name();
    this.tree = edition.tree();
    this.is31 = tree.path("openapi").asString("").startsWith("3.1");
  }

  String name() {
    return name;
  }

  /** Whether schemas are those of JSON Schema 2020-12 and not those of OpenAPI 3.0. */
  boolean is31() {
    return is31;
  }

  /** What comparing may still cost. */
  Work work() {
    return work;
  }

  Located root() {
    return new Located("", tree);
  }

  /** What a reference of this document leads to; nothing when it leads nowhere, or elsewhere. */
  Optional<Located> target(String reference) {
    return targets.computeIfAbsent(reference, this::find);
  }

  /** Whether a reference leads into this document. */
  static boolean isLocal(String reference) {
    return reference.startsWith("#");
  }

  /** What stands at a place, or where its reference leads; missing when that is nowhere. */
  Located resolved(Located at) {
    Located here = at;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      work.spend(1);
      JsonNode reference = here.node().path(REF);
      if (!reference.isString()) {
        return here;
      }
      Optional<Located> target = target(reference.asString());
      if (target.isEmpty()) {
        break;
      }
      here = target.get();
    }
    return new Located(here.pointer(), MissingNode.getInstance());
  }

  /** The members of an object, which are counted; none once nothing is left to spend. */
  Map<String, Located> members(Located at) {
    work.spend(MEMBER * (1L + at.node().size()));
    work.spendMembers(at);
    return work.isSpent() ? Map.of() : at.members();
  }

  /** The elements of an array, which are counted; none once nothing is left to spend. */
  List<Located> elements(Located at) {
    work.spend(MEMBER * (1L + at.node().size()));
    work.spendMembers(at);
    return work.isSpent() ? List.of() : at.elements();
  }

  private Optional<Located> find(String reference) {
    work.spendText(reference.length());
    if (!isLocal(reference)) {
      return Optional.empty();
    }
    String fragment = decoded(reference.substring(1));
    String pointer = fragment;
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      pointer = anchors().get(fragment);
      if (pointer == null) {
        return Optional.empty();
      }
    }
    JsonNode node = tree;
    for (String token : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      String step = token.replace("~1", "/").replace("~0", "~");
      if (node.isArray()) {
        node =
            INDEX.matcher(step).matches()
                ? node.path(Integer.parseInt(step))
                : MissingNode.getInstance();
      } else {
        node = node.path(step);
      }
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(new Located(pointer, node));
  }

  private static String decoded(String fragment) {
    try {
      return fragment.contains("%")
          ? URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)
          : fragment;
    } catch (IllegalArgumentException e) {
      return fragment;
    }
  }

  private Map<String, String> anchors() {
    Map<String, String> known = anchors;
    if (known == null) {
      known = new HashMap<>();
      collectAnchors("", tree, known);
      anchors = known;
    }
    return known;
  }

  private static void collectAnchors(String at, JsonNode node, Map<String, String> into) {
    for (String keyword : new String[] {"$anchor", "$dynamicAnchor"}) {
      if (node.path(keyword).isString()) {
        into.putIfAbsent(node.path(keyword).asString(), at);
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      collectAnchors(Pointer.child(at, member.getKey()), member.getValue(), into);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collectAnchors(Pointer.child(at, i), node.path(i), into);
    }
  }
}
