package com.nexus.ssot.model.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a schema asks for, with its references followed and everything of {@code allOf} put
 * together. Unions are kept apart, to be taken one after the other.
 *
 * @param number tells it from all other shapes of a comparison
 * @param only the only type that is looked at; null for all
 * @param parts the schemas that hold together; without any, everything is taken
 * @param places where keywords stand
 * @param nothing whether no value fits
 * @param types names of types; null for any
 * @param values the only values, by their text; null for any
 * @param limits of lengths and counts, by keyword
 * @param items what elements must be, all of it
 * @param properties what each property must be, all of it
 * @param closed whether properties are refused that are not named
 * @param openSaid whether it says itself that others may come
 * @param others what properties must be that are not named
 * @param whole keywords that are compared as a whole, with their texts
 * @param union one of which must fit; null when there is none, or a branch of it was chosen
 */
record Shape(
    Doc doc,
    int number,
    @Nullable String only,
    List<Part> parts,
    Map<String, Located> places,
    boolean nothing,
    @Nullable Set<String> types,
    @Nullable Map<String, JsonNode> values,
    @Nullable Bound minimum,
    @Nullable Bound maximum,
    Map<String, BigDecimal> limits,
    Set<BigDecimal> multiples,
    Set<String> patterns,
    Set<String> formats,
    boolean unique,
    List<Located> items,
    Map<String, List<Located>> properties,
    Set<String> required,
    boolean closed,
    boolean openSaid,
    List<Located> others,
    Map<String, Set<String>> whole,
    @Nullable Union union,
    @Nullable Located discriminator) {

  /**
   * One of the schemas that hold together.
   *
   * @param taken unions of it that a branch was chosen of
   */
  record Part(Located at, Set<String> taken) {
    static Part of(Located at) {
      return new Part(at, Set.of());
    }

    String key() {
      return taken.isEmpty() ? at.pointer() : at.pointer() + new TreeSet<>(taken);
    }
  }

  /** A union: one of the branches must fit. */
  record Union(Part part, String keyword, List<Located> branches) {}

  /** The parts with one branch of the union chosen. */
  List<Part> choosing(Union chosen, Located branch) {
    List<Part> with = new ArrayList<>();
    for (Part part : parts) {
      boolean here = part.at().pointer().equals(chosen.part().at().pointer());
      if (here) {
        Set<String> taken = new TreeSet<>(part.taken());
        taken.add(chosen.keyword());
        with.add(new Part(part.at(), taken));
      } else {
        with.add(part);
      }
    }
    with.add(Part.of(branch));
    return with;
  }

  /** Whether a branch of a union of one of the parts was chosen. */
  boolean isBranch() {
    return parts.stream().anyMatch(part -> !part.taken().isEmpty());
  }

  /** Whether one of the parts stands at a place. */
  boolean has(String pointer) {
    return parts.stream().anyMatch(part -> part.at().pointer().equals(pointer));
  }

  /** Steps it takes to look at everything in it once. */
  long size() {
    long size = 4L + properties.size() + required.size() + (values == null ? 0 : values.size());
    for (Set<String> texts : whole.values()) {
      for (String text : texts) {
        size += 1 + text.length() / Work.TEXT;
      }
    }
    return size;
  }

  /** Where a keyword stands; where the whole schema stands if it does not. */
  Located where(String keyword) {
    Located place = places.get(keyword);
    return place != null ? place : where();
  }

  /** Where the schema stands. */
  Located where() {
    return parts.isEmpty() ? doc.root() : parts.getFirst().at();
  }

  /** Whether a property is left out of what travels on a side. */
  boolean hides(String property, Side side) {
    String flag = side == Side.REQUEST ? "readOnly" : "writeOnly";
    return properties.getOrDefault(property, List.of()).stream()
        .anyMatch(at -> at.says(flag) || doc.resolved(at).says(flag));
  }

  /** Where a property stands. */
  Located property(String name) {
    List<Located> at = properties.getOrDefault(name, List.of());
    return at.isEmpty() ? where() : at.getFirst();
  }

  /** Whether values of a type can be of this shape. */
  boolean mayBe(String type) {
    return types == null || types.contains(type);
  }
}
