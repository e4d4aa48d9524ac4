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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All pairs of schemas that must fit each other, each compared once however many operations lead
 * there. Bounded: what would take more is not compared, and told. Not thread-safe.
 */
final class SchemaGraph {
  /** Pairs that are compared. */
  static final int MOST_NODES = 60_000;

  /** Ways in which the choices of one schema are combined. */
  static final int MOST_COMBINATIONS = 4096;

  /** Remarks and pairs that are gone through once more to tell of every operation. */
  private static final int MOST_TOLD = 4_000_000;

  /** Steps it takes to find the pair of what two properties hold. */
  private static final int NEED = 6;

  private final Doc client;
  private final Map<Pair, SchemaNode> nodes = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Deque<SchemaNode> left = new ArrayDeque<>();
  private final Work work;

  /** By the numbers of shapes: how many there are of which the same choices were made. */
  private final List<AtomicInteger> combined = new ArrayList<>();

  private @Nullable Shape tooMany;
  private long visited;

  /** What makes a node: the numbers of its shapes, and the way. */
  private record Pair(int sent, int taken, Way way) {}

  /**
   * @param client the document that is relied on
   */
  SchemaGraph(Doc client) {
    this.client = client;
    this.work = client.work();
  }

  /** Whether the bounds were reached, so that something was not compared. */
  boolean isExhausted() {
    return nodes.size() >= MOST_NODES || work.isSpent() || tooMany != null;
  }

  /** The schema whose choices can be combined in too many ways; empty when there is none. */
  Optional<Shape> tooMany() {
    return Optional.ofNullable(tooMany);
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
    return node(
        shape(sender, parts(sent), null, null), shape(taker, parts(taken), null, null), way);
  }

  private static List<Part> parts(List<Located> schemas) {
    return schemas.stream().map(Part::of).toList();
  }

  /** Whether schemas are written the same and refer to nothing, so that there is nothing to do. */
  private boolean sameText(Doc sender, List<Located> sent, Doc taker, List<Located> taken) {
    return sent.size() == 1
        && taken.size() == 1
        && sender.is31() == taker.is31()
        && work.isSame(sent.getFirst().node(), taken.getFirst().node());
  }

  /**
   * @param from the shape that a choice was made of; null without one
   */
  private Shape shape(Doc doc, List<Part> parts, @Nullable String only, @Nullable Shape from) {
    parts.forEach(part -> work.spendText(8L + part.at().pointer().length()));
    String key =
        parts.stream().map(Part::key).collect(Collectors.joining(" "))
            + (only == null ? "" : " only " + only)
            + (doc == client ? " c" : " s");
    Shape known = shapes.get(key);
    if (known == null) {
      work.spendKept(key.length());
      known = ShapeReader.read(doc, shapes.size(), parts, only);
      AtomicInteger combinations = from == null ? new AtomicInteger() : combined.get(from.number());
      combined.add(combinations);
      shapes.put(key, known);
      if (from != null && combinations.incrementAndGet() > MOST_COMBINATIONS && tooMany == null) {
        tooMany = from;
      }
    }
    return known;
  }

  private Optional<SchemaNode> node(Shape sent, Shape taken, Way way) {
    work.spend(1);
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
      SchemaNode node = left.pop();
      expand(node);
      node.remarks().forEach(remark -> work.spendKept(remark.message().length()));
    }
    settle(SchemaNode::refuse);
    settle(SchemaNode::speak);
  }

  private void settle(Predicate<SchemaNode> look) {
    Deque<SchemaNode> open = new ArrayDeque<>(nodes.values());
    while (!open.isEmpty() && !work.isSpent()) {
      SchemaNode node = open.pop();
      work.spend(node.size());
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
      visited += node.size();
      if (visited > MOST_TOLD) {
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
    Shape from = node.sent();
    Shape to = node.taken();
    boolean leaf = from.union() == null && to.union() == null;
    if (leaf) {
      work.spend(from.size() + to.size());
      work.spend((long) from.multiples().size() * to.multiples().size());
      work.spend((long) from.formats().size() * to.formats().size());
    }
    work.spend(from.parts().size() + to.parts().size());
    if (work.isSpent()) {
      return;
    }
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
      if (isExhausted()) {
        return;
      }
      Shape chosen = shape(sent.doc(), sent.choosing(union, branch), sent.only(), sent);
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
        if (isExhausted()) {
          return;
        }
        Shape narrowed = shape(sent.doc(), sent.parts(), type, sent);
        node(narrowed, node.taken(), node.way()).ifPresent(node::need);
      }
      return;
    }
    Shape taken = node.taken();
    List<SchemaNode> any = new ArrayList<>();
    for (Located branch : union.branches()) {
      if (isExhausted()) {
        return;
      }
      work.spend(sent.parts().size());
      Shape chosen = shape(taken.doc(), taken.choosing(union, branch), taken.only(), taken);
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
      if (isExhausted()) {
        return;
      }
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
    work.spend(NEED);
    compare(node.sent().doc(), sent, node.taken().doc(), taken, node.way()).ifPresent(node::need);
  }
}
