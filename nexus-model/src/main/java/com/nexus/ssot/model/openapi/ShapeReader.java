package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.openapi.Shape.Part;
import com.nexus.ssot.model.openapi.Shape.Union;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the shape of a schema: follows references, and puts everything of {@code allOf} together.
 * Used once, by one thread.
 */
final class ShapeReader {
  private static final List<String> LOWEST = List.of("minLength", "minItems", "minProperties");
  private static final List<String> HIGHEST = List.of("maxLength", "maxItems", "maxProperties");

  /** What is compared as a whole: the same text is the same constraint. */
  private static final List<String> WHOLE =
      List.of(
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "patternProperties",
          "propertyNames",
          "contains",
          "minContains",
          "maxContains",
          "prefixItems",
          "unevaluatedItems",
          "contentMediaType",
          "contentEncoding",
          "contentSchema",
          "$dynamicRef");

  private final Doc doc;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Located> places = new LinkedHashMap<>();
  private boolean nothing;
  private boolean nullable;
  private @Nullable Set<String> types;
  private @Nullable Map<String, JsonNode> values;
  private @Nullable Bound minimum;
  private @Nullable Bound maximum;
  private final Map<String, BigDecimal> limits = new LinkedHashMap<>();
  private final Set<BigDecimal> multiples = new LinkedHashSet<>();
  private final Set<String> patterns = new TreeSet<>();
  private final Set<String> formats = new TreeSet<>();
  private boolean unique;
  private final List<Located> items = new ArrayList<>();
  private final Map<String, List<Located>> properties = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private boolean closed;
  private boolean openSaid;
  private final List<Located> others = new ArrayList<>();
  private final Map<String, Set<String>> whole = new LinkedHashMap<>();
  private @Nullable Union union;
  private @Nullable Located discriminator;

  private ShapeReader(Doc doc) {
    this.doc = doc;
  }

  /** The shape of schemas that hold together; of none, it takes everything. */
  static Shape read(Doc doc, int number, List<Part> given, @Nullable String only) {
    return new ShapeReader(doc).read(number, given, only);
  }

  private Shape read(int number, List<Part> given, @Nullable String only) {
    Map<String, Part> known = new HashMap<>();
    given.forEach(part -> known.put(part.at().pointer(), part));
    Set<String> seen = new HashSet<>();
    Deque<Part> left = new ArrayDeque<>(given);
    while (!left.isEmpty() && !doc.work().isSpent()) {
      Part next = left.pop();
      // A reference may lead again to where a branch was chosen.
      Part part = known.getOrDefault(next.at().pointer(), next);
      if (seen.add(part.at().pointer())) {
        parts.add(part);
        take(part, left);
      }
    }
    settle(only);
    return new Shape(
        doc,
        number,
        only,
        parts,
        places,
        nothing || (types != null && types.isEmpty()),
        types,
        values,
        minimum,
        maximum,
        limits,
        multiples,
        patterns,
        formats,
        unique,
        items,
        properties,
        required,
        closed,
        openSaid,
        others,
        whole,
        union,
        discriminator);
  }

  private void take(Part part, Deque<Part> left) {
    Located at = part.at();
    doc.work().spendSchema(at);
    if (at.node().isBoolean() && !at.node().booleanValue()) {
      nothing = true;
      places.putIfAbsent("type", at);
    }
    if (!at.node().isObject()) {
      return;
    }
    JsonNode reference = at.node().path("$ref");
    if (reference.isString()) {
      doc.target(reference.asString())
          .ifPresentOrElse(
              target -> left.push(Part.of(target)),
              () -> addWhole("$ref", at.child("$ref"), reference.toString()));
      if (!doc.is31()) {
        return; // what stands beside a reference counts for nothing in OpenAPI 3.0
      }
    }
    at.child("allOf").elements().reversed().forEach(each -> left.push(Part.of(each)));
    takeType(at);
    takeValues(at);
    takeNumbers(at);
    takeTexts(at);
    takeObject(at);
    for (String keyword : WHOLE) {
      if (at.node().has(keyword)) {
        addWhole(keyword, at.child(keyword), Expanded.text(doc, at.node().path(keyword)));
      }
    }
    if (at.node().has("items")) {
      items.add(place("items", at));
    }
    if (at.says("uniqueItems")) {
      unique = true;
      place("uniqueItems", at);
    }
    if (discriminator == null && at.node().path("discriminator").isObject()) {
      discriminator = place("discriminator", at);
    }
    takeUnions(part);
  }

  private Located place(String keyword, Located at) {
    Located place = at.child(keyword);
    places.putIfAbsent(keyword, place);
    return place;
  }

  private void addWhole(String keyword, Located at, String text) {
    places.putIfAbsent(keyword, at);
    whole.computeIfAbsent(keyword, _ -> new TreeSet<>()).add(text);
  }

  private void takeType(Located at) {
    JsonNode said = at.node().path("type");
    Set<String> here = new TreeSet<>();
    if (said.isString()) {
      here.add(said.asString());
    }
    for (int i = 0; said.isArray() && i < said.size(); i++) {
      here.add(said.path(i).asString(""));
    }
    boolean mayBeNull = !doc.is31() && at.says("nullable");
    if (here.isEmpty()) {
      nullable |= mayBeNull;
      return;
    }
    place("type", at);
    if (here.contains("number")) {
      here.add("integer");
    }
    if (mayBeNull) {
      here.add("null");
    }
    if (types == null) {
      types = here;
    } else {
      types.retainAll(here);
    }
  }

  private void takeValues(Located at) {
    Map<String, JsonNode> here = listed(at);
    if (here != null) {
      place(at.node().has("enum") ? "enum" : "const", at);
      restrict(here);
    }
  }

  private void restrict(Map<String, JsonNode> here) {
    if (values == null) {
      values = new LinkedHashMap<>(here);
    } else {
      values.keySet().retainAll(here.keySet());
    }
  }

  /** The values a schema lists, by their text; null when it lists none. */
  private static @Nullable Map<String, JsonNode> listed(Located at) {
    Map<String, JsonNode> listed = new LinkedHashMap<>();
    if (at.node().path("enum").isArray()) {
      at.child("enum").elements().forEach(each -> listed.put(text(each.node()), each.node()));
      return listed;
    }
    if (at.node().has("const")) {
      listed.put(text(at.node().path("const")), at.node().path("const"));
      return listed;
    }
    return null;
  }

  /** What tells values apart: 1 and 1.0 are the same number. */
  private static String text(JsonNode value) {
    BigDecimal number = Bound.number(value);
    return number == null ? value.toString() : number.stripTrailingZeros().toString();
  }

  private void takeNumbers(Located at) {
    Bound low = bound(at, "minimum", "exclusiveMinimum", true);
    if (low != null && (minimum == null || low.aboveAsMinimum(minimum))) {
      minimum = low;
    }
    Bound high = bound(at, "maximum", "exclusiveMaximum", false);
    if (high != null && (maximum == null || high.belowAsMaximum(maximum))) {
      maximum = high;
    }
    BigDecimal multiple = Bound.number(at.node().path("multipleOf"));
    if (multiple != null && multiple.signum() > 0) {
      place("multipleOf", at);
      multiples.add(multiple);
    }
    for (String keyword : LOWEST) {
      limit(keyword, at, true);
    }
    for (String keyword : HIGHEST) {
      limit(keyword, at, false);
    }
  }

  /** The tighter of an inclusive and an exclusive limit. */
  private @Nullable Bound bound(Located at, String plain, String strict, boolean lower) {
    BigDecimal inclusive = Bound.number(at.node().path(plain));
    BigDecimal exclusive = Bound.number(at.node().path(strict));
    Bound bound = inclusive == null ? null : new Bound(inclusive, at.says(strict));
    if (exclusive != null) {
      Bound other = new Bound(exclusive, true);
      boolean tighter =
          bound == null || (lower ? other.aboveAsMinimum(bound) : other.belowAsMaximum(bound));
      bound = tighter ? other : bound;
    }
    if (bound != null) {
      places.putIfAbsent(plain, at.child(inclusive == null ? strict : plain));
    }
    return bound;
  }

  private void limit(String keyword, Located at, boolean lower) {
    BigDecimal here = Bound.number(at.node().path(keyword));
    if (here != null && !(lower && here.signum() <= 0)) {
      place(keyword, at);
      limits.merge(keyword, here, lower ? BigDecimal::max : BigDecimal::min);
    }
  }

  private void takeTexts(Located at) {
    if (at.node().path("pattern").isString()) {
      place("pattern", at);
      patterns.add(at.text("pattern"));
    }
    if (at.node().path("format").isString()) {
      place("format", at);
      formats.add(at.text("format"));
    }
  }

  private void takeObject(Located at) {
    at.child("properties")
        .members()
        .forEach(
            (name, schema) -> properties.computeIfAbsent(name, _ -> new ArrayList<>()).add(schema));
    for (Located name : at.child("required").elements()) {
      if (name.node().isString()) {
        place("required", at);
        required.add(name.node().asString());
      }
    }
    for (String keyword : List.of("additionalProperties", "unevaluatedProperties")) {
      Located other = at.child(keyword);
      if (other.node().isBoolean()) {
        place("additionalProperties", at);
        closed |= !other.node().booleanValue();
        openSaid |= other.node().booleanValue();
      } else if (other.node().isObject()) {
        place("additionalProperties", at);
        others.add(other);
      }
    }
  }

  private void takeUnions(Part part) {
    for (String keyword : List.of("oneOf", "anyOf")) {
      List<Located> branches = part.at().child(keyword).elements();
      if (branches.isEmpty() || part.taken().contains(keyword)) {
        continue;
      }
      Map<String, JsonNode> listed = listed(branches);
      if (listed != null) {
        place(keyword, part.at());
        restrict(listed);
      } else if (union == null) {
        union = new Union(part, keyword, branches);
        place(keyword, part.at());
      }
    }
  }

  /** The values of a union that only lists values, one in each branch; null for any other. */
  private @Nullable Map<String, JsonNode> listed(List<Located> branches) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    for (Located branch : branches) {
      Located said = doc.resolved(branch);
      doc.work().spendAll(said.node().path("enum"));
      Map<String, JsonNode> here = listed(said);
      if (here == null) {
        return null;
      }
      all.putAll(here);
    }
    return all;
  }

  private void settle(@Nullable String only) {
    if (types == null && values != null) {
      types = new TreeSet<>();
      for (JsonNode value : values.values()) {
        types.add(typeOf(value));
      }
    }
    // Many a document says what is in an object and forgets to say that it is one.
    if (types == null && union == null && !nothing) {
      if (!properties.isEmpty() || !others.isEmpty()) {
        types = new TreeSet<>(Set.of("object"));
      } else if (!items.isEmpty()) {
        types = new TreeSet<>(Set.of("array"));
      }
    }
    if (types != null && nullable) {
      types.add("null");
    }
    if (types != null && only != null) {
      types.retainAll(only.equals("number") ? Set.of("number", "integer") : Set.of(only));
    }
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case BOOLEAN -> "boolean";
      case STRING -> "string";
      case ARRAY -> "array";
      case NUMBER -> isWhole(value) ? "integer" : "number";
      default -> "object";
    };
  }

  private static boolean isWhole(JsonNode value) {
    BigDecimal number = Bound.number(value);
    return value.isIntegralNumber() || (number != null && number.stripTrailingZeros().scale() <= 0);
  }
}
