package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.openapi.Shape.Part;
import com.nexus.ssot.model.openapi.Shape.Union;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All pairs of schemas that must fit each other, each compared once however many operations lead
 * there. Bounded: what would take more is not compared, and told. Not thread-safe.
 */
final class SchemaGraph {
  /** Pairs that are compared. */
  static final int MOST_NODES = 60_000;

  /** Schemas and properties that are looked at, all together. */
  static final int MOST_WORK = 4_000_000;

  private final Doc client;
  private final Map<Pair, SchemaNode> nodes = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Deque<SchemaNode> left = new ArrayDeque<>();
  private long work;
  private long visited;

  /** What makes a node: the numbers of its shapes, and the way. */
  private record Pair(int sent, int taken, Way way) {}

  /**
   * @param client the document that is relied on
   */
  SchemaGraph(Doc client) {
    this.client = client;
  }

  /** Whether the bounds were reached, so that something was not compared. */
  boolean isExhausted() {
    return nodes.size() >= MOST_NODES || work >= MOST_WORK;
  }

  /** Compares two schemas and everything they lead to; nothing when they are the same text. */
  Optional<SchemaNode> compare(Doc sender, Located sent, Doc taker, Located taken, Way way) {
    return compare(sender, List.of(sent), taker, List.of(taken), way);
  }

  private Optional<SchemaNode> compare(
      Doc sender, List<Located> sent, Doc taker, List<Located> taken, Way way) {
    if (sameText(sender, sent, taker, taken)) {
      return Optional.empty();
    }
    return node(shape(sender, parts(sent), null), shape(taker, parts(taken), null), way);
  }

  private static List<Part> parts(List<Located> schemas) {
    return schemas.stream().map(Part::of).toList();
  }

  /** Whether schemas are written the same and refer to nothing, so that there is nothing to do. */
  private static boolean sameText(Doc sender, List<Located> sent, Doc taker, List<Located> taken) {
    return sent.size() == 1
        && taken.size() == 1
        && sender.is31() == taker.is31()
        && sent.getFirst().node().equals(taken.getFirst().node())
        && !refers(sent.getFirst().node());
  }

  private static boolean refers(JsonNode node) {
    if (node.isObject() && (node.has("$ref") || node.has("$dynamicRef"))) {
      return true;
    }
    for (JsonNode child : node.values()) {
      if (child.isContainer() && refers(child)) {
        return true;
      }
    }
    return false;
  }

  private Shape shape(Doc doc, List<Part> parts, @Nullable String only) {
    String key =
        parts.stream().map(Part::key).collect(Collectors.joining(" "))
            + (only == null ? "" : " only " + only)
            + (doc == client ? " c" : " s");
    Shape known = shapes.get(key);
    if (known == null) {
      known = ShapeReader.read(doc, shapes.size(), parts, only);
      work += 1L + known.parts().size() + known.properties().size();
      shapes.put(key, known);
    }
    return known;
  }

  private Optional<SchemaNode> node(Shape sent, Shape taken, Way way) {
    work++;
    Pair key = new Pair(sent.number(), taken.number(), way);
    SchemaNode known = nodes.get(key);
    if (known == null) {
      if (isExhausted()) {
        return Optional.empty();
      }
      known = new SchemaNode(sent, taken, way);
      nodes.put(key, known);
      left.add(known);
    }
    return Optional.of(known);
  }

  /** Compares everything that was asked for, and settles what fits. */
  void solve() {
    while (!left.isEmpty() && !isExhausted()) {
      expand(left.pop());
    }
    settle(SchemaNode::refuse);
    settle(SchemaNode::speak);
  }

  private void settle(Predicate<SchemaNode> look) {
    Deque<SchemaNode> open = new ArrayDeque<>(nodes.values());
    while (!open.isEmpty()) {
      SchemaNode node = open.pop();
      if (look.test(node)) {
        open.addAll(node.users());
      }
    }
  }

  /**
   * Tells everything there is to tell from some pairs on. Once very much was told, only that they
   * do not fit.
   */
  void tell(Collection<SchemaNode> roots, Consumer<Remark> told) {
    Deque<SchemaNode> open = new ArrayDeque<>(roots);
    Set<SchemaNode> seen = new HashSet<>(roots);
    while (!open.isEmpty()) {
      SchemaNode node = open.pop();
      if (node.silent()) {
        continue;
      }
      if (++visited > MOST_WORK) {
        tellShortly(node, told);
        continue;
      }
      node.told().forEach(told);
      node.next().stream().filter(seen::add).forEach(open::add);
    }
  }

  private void tellShortly(SchemaNode node, Consumer<Remark> told) {
    if (!node.fits()) {
      told.accept(
          new Remark(
              CompatibilityRule.TOO_COMPLEX,
              Severity.BREAKING,
              node.taken().where(),
              node.taken().doc().name(),
              "Data no longer fits; more was found than can be told one by one. "
                  + node.way().hurt(client.name())));
    }
  }

  private void expand(SchemaNode node) {
    if (!node.sent().isBranch() && !node.taken().isBranch()) {
      Discriminators.compare(node, client.name());
    }
    if (node.sent().union() != null) {
      expandSent(node, node.sent().union());
    } else if (node.taken().union() != null) {
      expandTaken(node, node.taken().union());
    } else {
      new ShapeComparison(node, client.name()).compare();
      deeper(node);
    }
  }

  /** Whatever branch was meant, it must fit. */
  private void expandSent(SchemaNode node, Union union) {
    Shape sent = node.sent();
    for (Located branch : union.branches()) {
      Shape chosen = shape(sent.doc(), sent.choosing(union, branch), sent.only());
      node(chosen, node.taken(), node.way()).ifPresent(node::need);
    }
  }

  /** What is sent must fit one of the branches. */
  private void expandTaken(SchemaNode node, Union union) {
    Shape sent = node.sent();
    Set<String> types = new TreeSet<>(sent.types() == null ? Set.of() : sent.types());
    types.removeIf(type -> type.equals("integer") && sent.mayBe("number"));
    if (types.size() > 1) {
      // One branch may take one of the types and another the next.
      for (String type : types) {
        Shape narrowed = shape(sent.doc(), sent.parts(), type);
        node(narrowed, node.taken(), node.way()).ifPresent(node::need);
      }
      return;
    }
    Shape taken = node.taken();
    List<SchemaNode> any = new ArrayList<>();
    for (Located branch : union.branches()) {
      Shape chosen = shape(taken.doc(), taken.choosing(union, branch), taken.only());
      Optional<SchemaNode> fitting = node(sent, chosen, node.way());
      String named = branch.node().has("$ref") ? taken.doc().resolved(branch).pointer() : "";
      if (!named.isEmpty() && sent.has(named)) {
        // The branch of the same name is the one that is meant.
        fitting.ifPresent(node::need);
        return;
      }
      fitting.ifPresent(any::add);
    }
    Located at = taken.where(union.keyword());
    node.choose(
        any,
        new Remark(
            CompatibilityRule.CHOICE_REMOVED,
            Severity.BREAKING,
            at,
            taken.doc().name(),
            Words.sentence(Words.subject(sent.where()))
                + " of "
                + sent.doc().name()
                + " fits none of the "
                + union.branches().size()
                + " choices of "
                + taken.doc().name()
                + ". "
                + node.way().hurt(client.name())));
  }

  private void deeper(SchemaNode node) {
    Shape sent = node.sent();
    Shape taken = node.taken();
    if (sent.nothing() || taken.nothing()) {
      return;
    }
    if (sent.mayBe("array") && taken.mayBe("array") && !taken.items().isEmpty()) {
      need(node, sent.items(), taken.items());
    }
    if (!sent.mayBe("object") || !taken.mayBe("object")) {
      return;
    }
    for (Map.Entry<String, List<Located>> property : sent.properties().entrySet()) {
      String name = property.getKey();
      if (sent.hides(name, node.way().side())) {
        continue;
      }
      List<Located> there = taken.properties().get(name);
      if (there != null && !taken.hides(name, node.way().side())) {
        need(node, property.getValue(), there);
      } else if (there == null && !taken.others().isEmpty()) {
        need(node, property.getValue(), taken.others());
      }
    }
    if (!taken.others().isEmpty() && (sent.openSaid() || !sent.others().isEmpty())) {
      need(node, sent.others(), taken.others());
    }
  }

  private void need(SchemaNode node, List<Located> sent, List<Located> taken) {
    compare(node.sent().doc(), sent, node.taken().doc(), taken, node.way()).ifPresent(node::need);
  }
}
