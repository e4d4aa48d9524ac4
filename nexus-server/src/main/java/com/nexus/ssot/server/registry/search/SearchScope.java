package com.nexus.ssot.server.registry.search;

import java.util.List;
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
    String text, String key, List<SearchType> types, @Nullable List<String> contexts) {}
