package com.nexus.ssot.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** Where settings come from, the strongest first. An empty value counts as none. */
final class Sources {
  private final List<Map<String, Value>> layers = new ArrayList<>();

  /** Adds a source that is weaker than those before. */
  void add(Map<String, Value> layer) {
    layers.add(layer);
  }

  /** Adds flags or variables that are named as they are in messages. */
  void addPlain(Map<String, String> layer) {
    Map<String, Value> values = new LinkedHashMap<>();
    layer.forEach((name, text) -> values.put(name, new Value(text, name)));
    add(values);
  }

  Optional<Value> get(String name) {
    return layers.stream()
        .map(layer -> layer.get(name))
        .filter(value -> value != null && !value.text().isBlank())
        .findFirst();
  }

  /** Every name that some source gives, in alphabetical order. */
  SequencedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    layers.forEach(layer -> names.addAll(layer.keySet()));
    names.removeIf(name -> get(name).isEmpty());
    return names;
  }
}
