package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * How an alias is renewed.
 *
 * @param ttl how much longer it holds, such as {@code 90d}, counted from when it would expire, or
 *     from now if it has; as the rules say when not given
 */
public record AliasRenewal(@Nullable String ttl) {}
