package com.nexus.ssot.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller may say about a role. Who has it is said member by member. */
public record RoleDraft(
    String name,
    @Nullable String description,
    @Nullable List<RoleGrant> grants,
    @Nullable List<RoleRestriction> restrictions) {}
