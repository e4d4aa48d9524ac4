package com.nexus.ssot.model.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody applied a change without the approvals it needs, and what its review found.
 *
 * @param by name of the person
 * @param reference where the emergency is told of, such as the number of an incident
 * @param reviewedBy who closed the review; null while it is open
 */
public record GlassBreak(
    String by,
    String reason,
    String reference,
    @Nullable String reviewedBy,
    @Nullable Instant reviewedAt,
    @Nullable String review) {}
