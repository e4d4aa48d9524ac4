package com.nexus.ssot.model.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the registry breaks a rule set.
 *
 * @param version of the rules that are in force, where those were checked; null for a file
 * @param checked how many objects were looked at, by their kind in the plural
 * @param total how many findings there are
 * @param rules how many findings each rule has; a rule that nothing breaks is not there
 * @param findings the first of them
 */
public record RuleReport(
    @Nullable Integer version,
    Map<String, Long> checked,
    long total,
    Map<String, Long> rules,
    List<RuleFinding> findings) {}
