package com.nexus.ssot.model.openapi;

import java.util.Set;
import java.util.TreeSet;

/** Compares what tells the branches of unions apart. */
final class Discriminators {
  private Discriminators() {}

  static void compare(SchemaNode node, String client) {
    Located sent = node.sent().discriminator();
    Located taken = node.taken().discriminator();
    if (sent == null || taken == null) {
      return;
    }
    node.sent().doc().work().spendAll(sent.node());
    node.sent().doc().work().spendAll(taken.node());
    String name = sent.text("propertyName");
    Set<String> unknown = new TreeSet<>(sent.node().path("mapping").propertyNames());
    unknown.removeAll(taken.node().path("mapping").propertyNames());
    String message = null;
    if (!name.equals(taken.text("propertyName"))) {
      message =
          "the kind of %s stands in %s by %s and in %s by %s. "
              .formatted(
                  Words.subject(node.sent().where()),
                  Words.list(Set.of(name)),
                  node.sent().doc().name(),
                  Words.list(Set.of(taken.text("propertyName"))),
                  node.taken().doc().name());
    } else if (!unknown.isEmpty() && !taken.node().path("mapping").isMissingNode()) {
      message =
          "the kinds %s of %s are not known to %s. "
              .formatted(
                  Words.list(unknown),
                  Words.subject(node.sent().where()),
                  node.taken().doc().name());
    }
    if (message != null) {
      node.remark(
          new Remark(
              CompatibilityRule.DISCRIMINATOR_CHANGED,
              Severity.BREAKING,
              taken,
              node.taken().doc().name(),
              Words.sentence(message) + node.way().hurt(client)));
    }
  }
}
