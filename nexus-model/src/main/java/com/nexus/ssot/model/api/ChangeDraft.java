package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants changed, all of it or nothing.
 *
 * @param operations done in this order; later ones see what earlier ones did
 * @param draft whether nobody shall be asked yet; false when left out
 * @param apply who applies it once it is approved; {@code AUTO} when left out
 * @param notBefore when it may take effect at the earliest
 * @param notAfter when it may take effect at the latest
 */
public record ChangeDraft(
    List<OperationDraft> operations,
    @Nullable String description,
    @Nullable String justification,
    @Nullable Boolean draft,
    @Nullable ApplyMode apply,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {}
