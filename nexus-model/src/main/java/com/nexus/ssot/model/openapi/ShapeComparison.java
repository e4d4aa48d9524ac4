package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares what one schema lets be sent with what another takes, without what they lead to. What
 * cannot be shown to fit counts as breaking. Used once, by one thread.
 */
final class ShapeComparison {
  /** Formats that say nothing of which values there are. */
  private static final Set<String> HINTS = Set.of("password", "binary", "byte");

  private final SchemaNode node;
  private final Shape sent;
  private final Shape taken;
  private final String client;

  /**
   * @param client name of the document that is relied on
   */
  ShapeComparison(SchemaNode node, String client) {
    this.node = node;
    this.sent = node.sent();
    this.taken = node.taken();
    this.client = client;
  }

  void compare() {
    if (sent.nothing()) {
      return;
    }
    if (taken.nothing()) {
      breaks(CompatibilityRule.TYPE_CHANGED, "type", what() + " is never taken by " + who() + ".");
      return;
    }
    if (!compareTypes()) {
      return;
    }
    compareValues();
    if (sent.mayBe("integer") && taken.mayBe("integer")) {
      compareNumbers();
    }
    compareLimits();
    if (sent.mayBe("string") && taken.mayBe("string")) {
      comparePatterns();
    }
    compareFormats();
    if (taken.unique() && !sent.unique() && sent.mayBe("array")) {
      breaks(
          CompatibilityRule.LIMIT_TIGHTENED,
          "uniqueItems",
          "the elements of " + what() + " must be unique for " + who() + ".");
    }
    compareWhole();
    if (sent.mayBe("object") && taken.mayBe("object")) {
      new PropertyComparison(node, client).compare();
    }
  }

  /** Whether it makes sense to compare further. */
  private boolean compareTypes() {
    Set<String> all = taken.types();
    if (all == null) {
      if (sent.types() != null) {
        loosened("type", "the type");
      }
      return true;
    }
    Set<String> given =
        sent.types() == null
            ? new TreeSet<>(
                Set.of("null", "boolean", "object", "array", "number", "integer", "string"))
            : new TreeSet<>(sent.types());
    Set<String> refused = new TreeSet<>(given);
    refused.removeAll(all);
    boolean nullOnly = refused.equals(Set.of("null"));
    if (nullOnly && sent.types() != null) {
      breaks(
          CompatibilityRule.NULL_NOT_TAKEN,
          "type",
          what() + " may be null, and " + who() + " does not take null.");
      return true;
    }
    if (!refused.isEmpty()) {
      breaks(
          CompatibilityRule.TYPE_CHANGED,
          "type",
          what()
              + " may be "
              + (sent.types() == null ? "of any type" : String.join(" or ", shown(given)))
              + ", and "
              + who()
              + " takes "
              + String.join(" or ", shown(all))
              + " only.");
      return false;
    }
    if (!given.equals(all)) {
      loosened("type", "the type");
    }
    return true;
  }

  /** Every integer is a number, which need not be said. */
  private static Set<String> shown(Set<String> types) {
    Set<String> shown = new TreeSet<>(types);
    if (shown.contains("number")) {
      shown.remove("integer");
    }
    return shown;
  }

  private void compareValues() {
    Map<String, JsonNode> takenValues = taken.values();
    Map<String, JsonNode> sentValues = sent.values();
    String keyword = taken.places().containsKey("const") ? "const" : "enum";
    if (takenValues == null) {
      if (sentValues != null) {
        loosened("enum", "the list of values");
      }
      return;
    }
    if (sentValues == null) {
      if (!coversBooleans(takenValues)) {
        breaks(
            CompatibilityRule.VALUE_UNKNOWN,
            keyword,
            what()
                + " is not limited to a list of values, and "
                + who()
                + " takes "
                + Words.list(takenValues.keySet())
                + " only.");
      }
      return;
    }
    Set<String> unknown = new LinkedHashSet<>(sentValues.keySet());
    unknown.removeAll(takenValues.keySet());
    if (!unknown.isEmpty()) {
      breaks(
          CompatibilityRule.VALUE_UNKNOWN,
          keyword,
          what()
              + " may be "
              + Words.list(plain(unknown))
              + ", which "
              + who()
              + " does not know.");
    } else if (sentValues.size() < takenValues.size()) {
      loosened(keyword, "the list of values");
    }
  }

  private boolean coversBooleans(Map<String, JsonNode> values) {
    return Set.of("boolean").equals(sent.types())
        && values.keySet().containsAll(Set.of("true", "false"));
  }

  private static List<String> plain(Set<String> texts) {
    return texts.stream()
        .map(text ->
            text.length() > 1 && text.startsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text)
        .toList();
  }

  private void compareNumbers() {
    Bound low = taken.minimum();
    Bound mine = sent.minimum();
    if (low != null && (mine == null || low.aboveAsMinimum(mine))) {
      tightened("minimum", low.value(), mine == null ? null : mine.value());
    } else if (mine != null && (low == null || mine.aboveAsMinimum(low))) {
      loosened("minimum", "the minimum");
    }
    Bound high = taken.maximum();
    Bound most = sent.maximum();
    if (high != null && (most == null || high.belowAsMaximum(most))) {
      tightened("maximum", high.value(), most == null ? null : most.value());
    } else if (most != null && (high == null || most.belowAsMaximum(high))) {
      loosened("maximum", "the maximum");
    }
    for (BigDecimal multiple : taken.multiples()) {
      if (sent.multiples().stream().noneMatch(each -> divides(multiple, each))) {
        tightened("multipleOf", multiple, null);
      }
    }
  }

  private static boolean divides(BigDecimal divisor, BigDecimal number) {
    return number.remainder(divisor).signum() == 0;
  }

  private void compareLimits() {
    for (Map.Entry<String, BigDecimal> limit : taken.limits().entrySet()) {
      String keyword = limit.getKey();
      BigDecimal mine = sent.limits().get(keyword);
      boolean lower = keyword.startsWith("min");
      boolean fits =
          mine != null
              && (lower ? mine.compareTo(limit.getValue()) : limit.getValue().compareTo(mine)) >= 0;
      if (!fits && sent.mayBe(typeOf(keyword)) && taken.mayBe(typeOf(keyword))) {
        tightened(keyword, limit.getValue(), mine);
      }
    }
    for (Map.Entry<String, BigDecimal> limit : sent.limits().entrySet()) {
      BigDecimal there = taken.limits().get(limit.getKey());
      boolean lower = limit.getKey().startsWith("min");
      int order = there == null ? -1 : there.compareTo(limit.getValue());
      if (there == null || (lower ? order < 0 : order > 0)) {
        loosened(limit.getKey(), limit.getKey());
      }
    }
  }

  private static String typeOf(String keyword) {
    return keyword.endsWith("Length") ? "string" : keyword.endsWith("Items") ? "array" : "object";
  }

  private void comparePatterns() {
    Set<String> added = new TreeSet<>(taken.patterns());
    added.removeAll(sent.patterns());
    if (!added.isEmpty()) {
      breaks(
          CompatibilityRule.PATTERN_CHANGED,
          "pattern",
          what()
              + " must match "
              + Words.list(added)
              + " for "
              + who()
              + ", and nothing shows that it does.");
    } else if (!taken.patterns().equals(sent.patterns())) {
      loosened("pattern", "the pattern");
    }
  }

  private void compareFormats() {
    for (String format : taken.formats()) {
      if (HINTS.contains(format) || sent.formats().stream().anyMatch(mine -> fits(mine, format))) {
        continue;
      }
      // An integer without a format is mostly meant to be one of these.
      boolean wide = sent.formats().isEmpty() && Set.of("int64", "double").contains(format);
      add(
          CompatibilityRule.FORMAT_CHANGED,
          wide ? Severity.WARNING : Severity.BREAKING,
          "format",
          what()
              + " "
              + (sent.formats().isEmpty()
                  ? "has no format"
                  : "has the format " + Words.list(sent.formats()))
              + ", and "
              + who()
              + " takes "
              + Quoted.of(format)
              + " only.");
    }
    if (taken.formats().isEmpty() && !sent.formats().isEmpty()) {
      loosened("format", "the format");
    }
  }

  private static boolean fits(String sent, String taken) {
    return sent.equals(taken)
        || (sent.equals("int32") && (taken.equals("int64") || taken.equals("double")))
        || (sent.equals("float") && taken.equals("double"));
  }

  private void compareWhole() {
    taken
        .whole()
        .forEach((keyword, texts) -> {
          if (!sent.whole().getOrDefault(keyword, Set.of()).containsAll(texts)) {
            breaks(
                CompatibilityRule.CONSTRAINT_CHANGED,
                keyword,
                "what "
                    + sent.doc().name()
                    + " says in "
                    + keyword
                    + " about "
                    + Words.subject(sent.where())
                    + " is not what "
                    + who()
                    + " says.");
          }
        });
    sent.whole()
        .forEach((keyword, _) -> {
          if (!taken.whole().containsKey(keyword)) {
            loosened(keyword, keyword);
          }
        });
  }

  private void tightened(String keyword, BigDecimal there, @Nullable BigDecimal here) {
    breaks(
        CompatibilityRule.LIMIT_TIGHTENED,
        keyword,
        what()
            + " has "
            + (here == null ? "no " + keyword : "the " + keyword + " " + here)
            + ", and for "
            + who()
            + " it is "
            + there
            + ".");
  }

  private void loosened(String keyword, String what) {
    String message =
        Words.subject(sent.where())
            + ": "
            + what
            + " is wider in "
            + who()
            + " than in "
            + sent.doc().name()
            + ".";
    boolean there = taken.places().containsKey(keyword);
    node.remark(
        new Remark(
            CompatibilityRule.SCHEMA_LOOSENED,
            Severity.COMPATIBLE,
            there ? taken.where(keyword) : sent.where(keyword),
            there ? taken.doc().name() : sent.doc().name(),
            Words.sentence(message)));
  }

  private void breaks(CompatibilityRule rule, String keyword, String message) {
    add(rule, Severity.BREAKING, keyword, message);
  }

  /** What is sent, in words. */
  private String what() {
    return Words.subject(sent.where()) + " of " + sent.doc().name();
  }

  /** Who takes it, in words. */
  private String who() {
    return taken.doc().name();
  }

  private void add(CompatibilityRule rule, Severity severity, String keyword, String message) {
    node.remark(
        new Remark(
            rule,
            severity,
            taken.where(keyword),
            taken.doc().name(),
            Words.sentence(message) + " " + node.way().hurt(client)));
  }
}
