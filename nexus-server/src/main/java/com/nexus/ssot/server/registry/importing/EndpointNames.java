package com.nexus.ssot.server.registry.importing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds names for new operations of a document: valid, unique in the registry, and the same again
 * for the same document and registry.
 */
final class EndpointNames {
  private static final int LONGEST = 255;

  private final String anchorId;
  private final Set<String> used;

  /**
   * @param anchorId the anchor the operations belong to
   * @param used names that the anchor's operations have already
   */
  EndpointNames(String anchorId, Collection<String> used) {
    this.anchorId = anchorId;
    this.used = new HashSet<>(used);
  }

  /**
   * A name for each call, by its place.
   *
   * @param taken says which of some names are taken in the registry
   */
  Map<String, String> choose(
      List<OpenApiDocument.Call> calls, Function<Collection<String>, Set<String>> taken) {
    Map<String, List<String>> candidates = new HashMap<>();
    Set<String> all = new HashSet<>();
    for (OpenApiDocument.Call call : calls) {
      List<String> names = candidates(call);
      candidates.put(call.place(), names);
      all.addAll(names);
    }
    Set<String> foreign = all.isEmpty() ? Set.of() : taken.apply(all);
    Map<String, String> chosen = new HashMap<>();
    for (OpenApiDocument.Call call : calls) {
      chosen.put(call.place(), first(candidates.getOrDefault(call.place(), List.of()), foreign));
    }
    return chosen;
  }

  private String first(List<String> names, Set<String> foreign) {
    for (String name : names) {
      if (!foreign.contains(name) && used.add(name)) {
        return name;
      }
    }
    throw new IllegalStateException("the name with a hash is taken: " + names);
  }

  private List<String> candidates(OpenApiDocument.Call call) {
    String plain = plain(call);
    String own = Slugs.fitted(anchorId + "-" + plain, LONGEST);
    String hash = Slugs.hash(anchorId + " " + call.place());
    List<String> names = new ArrayList<>(List.of(plain, own));
    names.add(Slugs.fitted(plain, LONGEST - 9) + "-" + hash);
    names.add(Slugs.fitted(own, LONGEST - 18) + "-" + hash + "-" + Slugs.hash(own));
    return names;
  }

  private static String plain(OpenApiDocument.Call call) {
    String id = call.id();
    return id == null
        ? Slugs.ofIdentifier(call.method() + "-" + call.path(), "endpoint", LONGEST)
        : Slugs.ofIdentifier(id, "endpoint", LONGEST);
  }
}
