package com.nexus.ssot.server.base;

/**
 * The caller's own name for a request, by which a repetition of it is known.
 *
 * @param value as the caller chose it
 * @param call method and path: the same name for another call is a mistake
 */
public record RequestKey(String value, String call) {}
