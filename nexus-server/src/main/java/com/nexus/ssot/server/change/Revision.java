package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a change that was planned.
 *
 * @param number counts the edits of the change, from 1
 * @param expiresAt when it ends if nobody decides
 */
record Revision(
    UUID id,
    int number,
    ChangeState state,
    Plan plan,
    Instant expiresAt,
    @Nullable String description,
    @Nullable String justification,
    Terms terms) {

  /** The change that a proposal makes. */
  StoredChange first(Proposal proposal, @Nullable Principal behind) {
    Actor actor = proposal.actor();
    return stored(
        actor.name(),
        actor.principalId(),
        behind == null ? null : behind.name(),
        behind == null ? null : behind.id(),
        actor.principalId(),
        plan.time(),
        proposal.stated());
  }

  /** What becomes of a change by it. */
  StoredChange next(StoredChange before, UUID author) {
    return stored(
        before.change().proposedBy(),
        before.proposedBy(),
        before.change().onBehalfOf(),
        before.onBehalfOf(),
        author,
        before.change().proposedAt(),
        before.stated());
  }

  private StoredChange stored(
      String proposer,
      UUID proposedBy,
      @Nullable String behalf,
      @Nullable UUID behind,
      UUID author,
      Instant proposedAt,
      Map<String, String> stated) {
    boolean applied = state == ChangeState.APPLIED;
    // What takes effect now needs no plan again.
    String operations = Digests.operations(plan.steps(), !applied);
    String digest =
        Digests.change(plan.contexts(), operations, terms, plan.policyVersion(), number);
    // A change of nothing shows what there is.
    List<PlannedStep> shown = plan.changesNothing() ? plan.all() : plan.steps();
    Change change =
        new Change(
            id,
            state,
            shown.stream().map(PlannedStep::view).toList(),
            description,
            justification,
            proposer,
            behalf,
            proposedAt,
            digest,
            number,
            plan.demand().people(),
            plan.reasons(),
            terms.apply(),
            terms.notBefore(),
            terms.notAfter(),
            state == ChangeState.SCHEDULED ? terms.notBefore() : null,
            state.isOpen() ? expiresAt : null,
            List.of(),
            plan.demand().asksNobody() && state != ChangeState.DRAFT ? "policy" : null,
            applied ? plan.time() : null,
            null,
            null,
            terms.reverts(),
            null,
            List.of(),
            List.of());
    return new StoredChange(
        change,
        proposedBy,
        behind,
        author,
        false,
        null,
        1,
        operations,
        plan.policyVersion(),
        plan.contexts(),
        stated);
  }
}
