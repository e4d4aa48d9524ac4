package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;

/** Compares which properties are sent with which are taken. Used once, by one thread. */
final class PropertyComparison {
  private final SchemaNode node;
  private final Shape sent;
  private final Shape taken;
  private final Side side;
  private final String hurt;

  /**
   * @param client name of the document that is relied on
   */
  PropertyComparison(SchemaNode node, String client) {
    this.node = node;
    this.sent = node.sent();
    this.taken = node.taken();
    this.side = node.way().side();
    this.hurt = " " + node.way().hurt(client);
  }

  void compare() {
    for (String name : taken.required()) {
      if (!taken.hides(name, side) && !(sent.required().contains(name) && sends(name))) {
        missing(name);
      }
    }
    for (String name : sent.properties().keySet()) {
      if (sends(name) && !takes(name)) {
        unknown(name);
      }
    }
    for (String name : taken.properties().keySet()) {
      if (takes(name) && !sends(name) && !taken.required().contains(name)) {
        unsent(name);
      }
    }
    if (taken.closed() && !sent.closed()) {
      Severity severity = sent.openSaid() ? Severity.BREAKING : Severity.WARNING;
      add(
          CompatibilityRule.OTHER_PROPERTIES_REFUSED,
          severity,
          taken,
          taken.where("additionalProperties"),
          subject(sent)
              + " may have more properties than are named in "
              + sent.doc().name()
              + ", and "
              + taken.doc().name()
              + " refuses them."
              + hurt);
    }
  }

  private boolean sends(String name) {
    // What is required and not described is sent nevertheless.
    boolean named = sent.properties().containsKey(name) || sent.required().contains(name);
    return named && !sent.hides(name, side);
  }

  private boolean takes(String name) {
    return taken.properties().containsKey(name) && !taken.hides(name, side);
  }

  private void missing(String name) {
    boolean optional = sends(name);
    Located at =
        taken.properties().containsKey(name) ? taken.property(name) : taken.where("required");
    add(
        CompatibilityRule.PROPERTY_REQUIRED,
        Severity.BREAKING,
        taken,
        at,
        property(name)
            + (optional ? " is optional in " : " is not sent by ")
            + sent.doc().name()
            + " and required by "
            + taken.doc().name()
            + "."
            + hurt);
  }

  private void unknown(String name) {
    String text =
        property(name) + " of " + sent.doc().name() + " is not known to " + taken.doc().name();
    Located at = sent.property(name);
    if (!taken.others().isEmpty()) {
      return; // whether it fits what is said of others is compared there
    }
    if (taken.closed()) {
      add(
          CompatibilityRule.PROPERTY_UNKNOWN,
          Severity.BREAKING,
          sent,
          at,
          text + ", which refuses what it does not know." + hurt);
    } else if (side == Side.REQUEST) {
      add(
          CompatibilityRule.PROPERTY_IGNORED,
          Severity.WARNING,
          sent,
          at,
          text + " and without effect there.");
    } else {
      add(
          CompatibilityRule.PROPERTY_ADDED,
          Severity.COMPATIBLE,
          sent,
          at,
          text + ", which passes it over.");
    }
  }

  private void unsent(String name) {
    String text = property(name) + " of " + taken.doc().name();
    Located at = taken.property(name);
    if (side == Side.REQUEST) {
      add(
          CompatibilityRule.PROPERTY_ADDED,
          Severity.COMPATIBLE,
          taken,
          at,
          text + " is not in " + sent.doc().name() + ", and may be left out.");
    } else {
      add(
          CompatibilityRule.PROPERTY_MISSING,
          Severity.WARNING,
          taken,
          at,
          text + " never comes from " + sent.doc().name() + "; it was optional.");
    }
  }

  private static String subject(Shape shape) {
    return Words.sentence(Words.subject(shape.where()));
  }

  private String property(String name) {
    return "The property " + Quoted.of(name);
  }

  private void add(
      CompatibilityRule rule, Severity severity, Shape in, Located at, String message) {
    node.remark(new Remark(rule, severity, at, in.doc().name(), message));
  }
}
