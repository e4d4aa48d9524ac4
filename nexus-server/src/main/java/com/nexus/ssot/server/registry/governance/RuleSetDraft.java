package com.nexus.ssot.server.registry.governance;

import org.jspecify.annotations.Nullable;

/**
 * Body of an adoption.
 *
 * @param source the rules as a file, YAML or JSON
 * @param file what the file is called in messages
 * @param first whether it is only for a registry without rules
 */
public record RuleSetDraft(String source, @Nullable String file, boolean first) {}
