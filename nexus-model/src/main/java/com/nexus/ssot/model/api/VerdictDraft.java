package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * A person's yes or no.
 *
 * @param digest the digest of what the person saw; it must be what stands there now
 */
public record VerdictDraft(String digest, @Nullable String comment) {}
