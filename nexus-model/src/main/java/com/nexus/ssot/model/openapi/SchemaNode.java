package com.nexus.ssot.model.openapi;

import java.util.ArrayList;
import java.util.List;

/**
 * Two schemas of which one says what is sent and the other what is taken, and how they compare. A
 * node knows only what is wrong here; the nodes it leads to know the rest, in circles too. Not
 * thread-safe.
 */
final class SchemaNode {
  private final Shape sent;
  private final Shape taken;
  private final Way way;
  private final List<Remark> remarks = new ArrayList<>();
  private final List<SchemaNode> needs = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private final List<SchemaNode> users = new ArrayList<>();
  private int size = 1;
  private boolean fits = true;
  private boolean silent = true;

  /**
   * Where one of several must fit.
   *
   * @param none what is wrong when none does
   */
  record Choice(List<SchemaNode> any, Remark none) {}

  SchemaNode(Shape sent, Shape taken, Way way) {
    this.sent = sent;
    this.taken = taken;
    this.way = way;
  }

  Shape sent() {
    return sent;
  }

  Shape taken() {
    return taken;
  }

  Way way() {
    return way;
  }

  List<Remark> remarks() {
    return remarks;
  }

  void remark(Remark remark) {
    size++;
    remarks.add(remark);
  }

  /** How many remarks and nodes there are to look at. */
  int size() {
    return size;
  }

  void need(SchemaNode node) {
    size++;
    needs.add(node);
    node.users.add(this);
  }

  void choose(List<SchemaNode> any, Remark none) {
    size += any.size() + 1;
    choices.add(new Choice(any, none));
    any.forEach(node -> node.users.add(this));
  }

  List<SchemaNode> users() {
    return users;
  }

  /** Whether everything that is sent is taken, as far as is known. */
  boolean fits() {
    return fits;
  }

  /** Whether there is nothing to tell from here on, as far as is known. */
  boolean silent() {
    return silent;
  }

  /** Looks again whether everything fits; says whether that has changed. */
  boolean refuse() {
    if (!fits) {
      return false;
    }
    fits =
        remarks.stream().noneMatch(remark -> remark.severity() == Severity.BREAKING)
            && needs.stream().allMatch(SchemaNode::fits)
            && choices.stream()
                .allMatch(choice -> choice.any().stream().anyMatch(SchemaNode::fits));
    return !fits;
  }

  /** Looks again whether there is something to tell; says whether that has changed. */
  boolean speak() {
    if (!silent) {
      return false;
    }
    silent =
        remarks.isEmpty()
            && needs.stream().allMatch(SchemaNode::silent)
            && choices.stream()
                .allMatch(
                    choice -> choice.any().stream().anyMatch(node -> node.fits() && node.silent()));
    return !silent;
  }

  /** What is to be told here. */
  List<Remark> told() {
    List<Remark> told = new ArrayList<>(remarks);
    choices.stream()
        .filter(choice -> choice.any().stream().noneMatch(SchemaNode::fits))
        .forEach(choice -> told.add(choice.none()));
    return told;
  }

  /** Where more is to be told: what is needed, and of choices the best. */
  List<SchemaNode> next() {
    List<SchemaNode> next = new ArrayList<>(needs);
    for (Choice choice : choices) {
      choice.any().stream()
          .filter(SchemaNode::fits)
          .min(java.util.Comparator.comparing(node -> !node.silent()))
          .ifPresent(next::add);
    }
    return next;
  }
}
