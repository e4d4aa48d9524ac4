package com.nexus.ssot.server.settings;

/**
 * A setting as it was found.
 *
 * @param at where: the name of a variable or flag, or {@code file:line}
 */
record Value(String text, String at) {}
