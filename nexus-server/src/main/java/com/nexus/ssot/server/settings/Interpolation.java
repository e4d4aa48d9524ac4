package com.nexus.ssot.server.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into the values of configuration files: {@code ${NAME}}. */
final class Interpolation {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Sources sources;
  private final Problems problems;

  Interpolation(Sources sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** The value with its variables put in; empty when one is not set. */
  Optional<Value> of(Value value) {
    Matcher matcher = VARIABLE.matcher(value.text());
    StringBuilder text = new StringBuilder();
    boolean complete = true;
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!NAME.matcher(name).matches() || !matcher.group().endsWith("}")) {
        problems.add(value.at(), "A variable is not written as ${NAME}.", "Write ${NAME}.");
        complete = false;
        continue;
      }
      Optional<Value> variable = sources.get(name);
      if (variable.isEmpty()) {
        problems.add(
            value.at(),
            "The variable " + name + " is not set.",
            "Set " + name + " in the environment or in .env.");
        complete = false;
      }
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(variable.map(Value::text).orElse("")));
    }
    matcher.appendTail(text);
    return complete ? Optional.of(new Value(text.toString(), value.at())) : Optional.empty();
  }
}
