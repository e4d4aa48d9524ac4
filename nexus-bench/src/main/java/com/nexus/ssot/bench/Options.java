package com.nexus.ssot.bench;

import java.util.HashMap;
import java.util.Map;

/** Whole-number options of a bench, {@code --name=value}, with their defaults. */
final class Options {
  private final Map<String, Integer> values;

  private Options(Map<String, Integer> values) {
    this.values = values;
  }

  /** Reads arguments; only names that have a default exist. */
  static Options read(String[] args, Map<String, Integer> defaults) {
    Map<String, Integer> values = new HashMap<>(defaults);
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = arg.startsWith("--") && equals > 0 ? arg.substring(2, equals) : "";
      if (!defaults.containsKey(name)) {
        throw new BenchFailure(
            "there is no option " + arg + "; write --name=value with one of " + defaults.keySet());
      }
      try {
        values.put(name, Integer.parseInt(arg.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw new BenchFailure(arg + " needs a whole number", e);
      }
    }
    return new Options(values);
  }

  int get(String name) {
    Integer value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }
}
