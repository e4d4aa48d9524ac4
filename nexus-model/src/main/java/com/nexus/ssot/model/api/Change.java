package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change: what was asked for, by whom, and where it stands.
 *
 * @param onBehalfOf name of the person that an agent acted for; null for everybody else
 * @param digest {@code sha256:} and the hash of exactly what will happen; approvals name it
 * @param revision counts its edits, from 1
 * @param required how many different people must approve it, in each context that asks; 0 when
 *     nobody is asked
 * @param reasons why people must approve it although its contexts ask nobody
 * @param notBefore when it may take effect at the earliest; null for at once
 * @param notAfter when it may take effect at the latest; null for any time
 * @param scheduledFor when the server applies it; null when it does not by itself
 * @param expiresAt when it ends if nobody has decided; null when it is not open
 * @param verdicts what people said, oldest first, of earlier revisions too; left out in lists
 * @param approvedBy {@code policy} where nobody was asked, {@code people} where they consented;
 *     null while it waits, and when it was overridden
 * @param appliedBy name of who applied it
 * @param note why it stands where it stands, such as what made it stale
 * @param reverts the change that this one takes back
 * @param glassBreak that somebody applied it without approvals
 * @param waitsFor what is still missing, in words; left out in lists
 * @param next what can be done now, and by whom; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Change(
    UUID id,
    ChangeState state,
    List<OperationView> operations,
    @Nullable String description,
    @Nullable String justification,
    String proposedBy,
    @Nullable String onBehalfOf,
    Instant proposedAt,
    String digest,
    int revision,
    int required,
    List<String> reasons,
    ApplyMode apply,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable Instant scheduledFor,
    @Nullable Instant expiresAt,
    List<Verdict> verdicts,
    @Nullable String approvedBy,
    @Nullable Instant appliedAt,
    @Nullable String appliedBy,
    @Nullable String note,
    @Nullable UUID reverts,
    @Nullable GlassBreak glassBreak,
    List<String> waitsFor,
    List<NextAct> next) {

  public Change {
    operations = list(operations);
    reasons = list(reasons);
    verdicts = list(verdicts);
    waitsFor = list(waitsFor);
    next = list(next);
  }

  /** An empty list is left out when it is written. */
  private static <T> List<T> list(@Nullable List<T> read) {
    return read == null ? List.of() : List.copyOf(read);
  }

  /** The same, with what is still missing and what can be done. */
  public Change with(List<Verdict> said, List<String> missing, List<NextAct> possible) {
    return new Change(
        id,
        state,
        operations,
        description,
        justification,
        proposedBy,
        onBehalfOf,
        proposedAt,
        digest,
        revision,
        required,
        reasons,
        apply,
        notBefore,
        notAfter,
        scheduledFor,
        expiresAt,
        said,
        approvedBy,
        appliedAt,
        appliedBy,
        note,
        reverts,
        glassBreak,
        missing,
        possible);
  }
}
