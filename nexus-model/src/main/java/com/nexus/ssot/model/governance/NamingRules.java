package com.nexus.ssot.model.governance;

/**
 * What a name must look like. Rules are applied to the name's key.
 *
 * @param pattern an RE2 pattern that the whole key must match
 * @param minLength fewest characters
 * @param maxLength most characters
 */
public record NamingRules(String pattern, int minLength, int maxLength) {}
