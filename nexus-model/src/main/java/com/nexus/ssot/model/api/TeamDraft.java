package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/** What a caller may say about a team. Who is in it is said member by member. */
public record TeamDraft(String name, @Nullable String description) {}
