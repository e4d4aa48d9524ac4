package com.nexus.ssot.client;

import org.jspecify.annotations.Nullable;

/**
 * An object and the tag of exactly this state of it.
 *
 * @param entityTag for {@link WriteOptions#ifMatch(String)}
 */
public record Tagged<T>(T value, @Nullable String entityTag) {}
