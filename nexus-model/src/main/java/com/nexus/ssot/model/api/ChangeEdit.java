package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about a change; what is left out stays.
 *
 * @param operations all operations of the change, in place of those it has
 */
public record ChangeEdit(
    @Nullable List<OperationDraft> operations,
    @Nullable String description,
    @Nullable String justification,
    @Nullable ApplyMode apply,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {}
