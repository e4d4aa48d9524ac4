package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * Something registered that a rule set would not allow.
 *
 * @param objectType kind of object, such as {@code alias}
 * @param context where it stands; null for what stands in none
 * @param at JSON pointer to the field that breaks the rule
 * @param rule the rule, as the file of rules calls it, such as {@code naming}
 * @param message what is wrong
 * @param fix how to repair it
 */
public record RuleFinding(
    String objectType,
    @Nullable String context,
    String name,
    @Nullable String at,
    String rule,
    String message,
    @Nullable String fix) {}
