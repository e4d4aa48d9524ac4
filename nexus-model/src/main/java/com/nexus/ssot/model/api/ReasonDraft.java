package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/** Why somebody takes something back. */
public record ReasonDraft(@Nullable String reason) {}
