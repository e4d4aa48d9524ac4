package com.nexus.ssot.server.webhook;

import java.util.List;
import java.util.regex.Pattern;

/** What of all that happens somebody wants to be told of. */
final class Patterns {
  private static final String EVERYTHING = "*";
  private static final Pattern FORM =
      Pattern.compile("\\*|[a-z]+(?:_[a-z]+)*\\.(?:\\*|[a-z]+(?:_[a-z]+)*)");

  private Patterns() {}

  /** Whether it is {@code *}, {@code alias.*} or {@code alias.update}. */
  static boolean isPattern(String text) {
    return FORM.matcher(text).matches();
  }

  /** The kind of thing that a pattern is about; {@code *} for every kind. */
  static String wordOf(String pattern) {
    int dot = pattern.indexOf('.');
    return dot < 0 ? EVERYTHING : pattern.substring(0, dot);
  }

  /** Whether one of the patterns means an action. */
  static boolean match(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  private static boolean matches(String pattern, String action) {
    return pattern.equals(EVERYTHING)
        || pattern.equals(action)
        || (pattern.endsWith(".*")
            && action.startsWith(pattern.substring(0, pattern.length() - 1)));
  }
}
