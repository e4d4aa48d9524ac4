package com.nexus.ssot.server.registry.search;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, and where.
 *
 * @param text as it was typed
 * @param key the same as names are compared
 * @param types in which tables
 * @param contexts keys of the contexts whose aliases may be found; null for all
 */
record SearchScope(
    String text, String key, List<SearchType> types, @Nullable List<String> contexts) {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MOST_WORDS = 5;
  private static final int SHORTEST = 3;

  /** The words of what is searched for, where there are several: each can be mistyped by itself. */
  List<String> words() {
    List<String> words =
        BETWEEN
            .splitAsStream(key)
            .filter(word -> word.length() >= SHORTEST)
            .distinct()
            .limit(MOST_WORDS)
            .toList();
    return words.size() > 1 ? words : List.of();
  }
}
