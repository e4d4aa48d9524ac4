package com.nexus.ssot.server.settings;

/**
 * How often a caller may ask.
 *
 * @param on whether that is limited at all
 * @param reads a minute
 * @param writes a minute
 * @param searches a minute, as for exports
 * @param logins a minute, for each account and each address
 * @param failures credentials that nobody knows, a minute, for each address
 * @param proposals of an agent, an hour
 */
public record RateSettings(
    boolean on, int reads, int writes, int searches, int logins, int failures, int proposals) {}
