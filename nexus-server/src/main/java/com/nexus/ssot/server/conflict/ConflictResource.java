package com.nexus.ssot.server.conflict;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Conflicts over HTTP: lists, one with the ways to settle it, and the writes, each a change. */
@RestController
@RequestMapping("/api/conflicts")
@Requires(verb = Verb.READ, object = ObjectKind.CONFLICT)
class ConflictResource {
  private static final ConflictDraft NOTHING_SAID =
      new ConflictDraft("", null, null, null, null, null);

  private final ConflictLists lists;
  private final Offers offers;
  private final Changes changes;

  ConflictResource(ConflictLists lists, Offers offers, Changes changes) {
    this.lists = lists;
    this.offers = offers;
    this.changes = changes;
  }

  /**
   * What can be changed of a conflict.
   *
   * @param owner the team or person who looks after it
   */
  record ConflictPatch(@Nullable String owner) {}

  @GetMapping
  Page<Conflict> list(@Query ConflictQuery query, Actor actor) {
    return lists.page(actor, query);
  }

  @GetMapping("/{id}")
  ResponseEntity<ConflictDetails> one(@PathVariable UUID id, Actor actor) {
    StoredConflict found = lists.find(actor, id);
    List<ConflictClaim> claims =
        found.claims().stream()
            .map(claim -> lists.shows(actor, claim) ? claim : hidden(claim))
            .toList();
    ConflictDetails details =
        ConflictDetails.of(
            found.conflict(),
            claims,
            offered(found, NOTHING_SAID, actor).stream().map(Offer::shown).toList());
    return EntityTags.ok(id, found.conflict().revision(), details);
  }

  /** Settles it: proposes what was offered, together with the end of the conflict. */
  @PostMapping("/{id}/resolve")
  @Requires(verb = Verb.WRITE, object = ObjectKind.CONFLICT)
  ResponseEntity<?> resolve(
      @PathVariable UUID id, @Body ConflictDraft draft, WriteOptions options, Actor actor) {
    StoredConflict found = lists.find(actor, id);
    if (!found.isOpen()) {
      return repeated(found, draft, options, actor);
    }
    List<Offer> offered = offered(found, draft, actor);
    if (offered.stream().noneMatch(offer -> offer.way().word().equals(draft.resolution()))) {
      // What it is about may have changed since, by whoever was faster.
      StoredConflict now = lists.find(actor, id);
      if (!now.isOpen()) {
        return repeated(now, draft, options, actor);
      }
    }
    Offer chosen = chosen(offered, draft);
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new Operation(
            ConflictResolveKind.KIND,
            new ConflictSettlement(id, found.contextKey(), chosen.way().word()),
            options.ifMatch(),
            options.createOnly()));
    operations.addAll(chosen.does());
    return Answers.of(
        changes.propose(
            new Proposal(
                actor,
                operations,
                "Settles a conflict: " + chosen.way().word(),
                draft.justification(),
                options.idempotencyKey(),
                options.dryRun())),
        "/api/conflicts/" + id);
  }

  /** Gives it to somebody. */
  @PatchMapping("/{id}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.CONFLICT)
  ResponseEntity<?> assign(
      @PathVariable UUID id, @Body JsonNode patch, WriteOptions options, Actor actor) {
    StoredConflict found = lists.find(actor, id);
    ConflictPatch asked = Json.convert(patch, ConflictPatch.class);
    String owner = patch.has("owner") ? asked.owner() : found.conflict().owner();
    return Answers.of(
        changes.propose(
            new Proposal(
                actor,
                List.of(
                    new Operation(
                        ConflictAssignKind.KIND,
                        new ConflictAssignment(id, found.contextKey(), owner),
                        options.ifMatch(),
                        options.createOnly())),
                null,
                null,
                options.idempotencyKey(),
                options.dryRun())),
        "/api/conflicts/" + id);
  }

  /** A request that comes again finds what it did before; everybody else came too late. */
  private static ResponseEntity<?> repeated(
      StoredConflict found, ConflictDraft draft, WriteOptions options, Actor actor) {
    Conflict conflict = found.conflict();
    boolean same =
        options.idempotencyKey() != null
            && draft.resolution().equals(conflict.resolution())
            && actor.subject().toString().equals(conflict.resolvedBy());
    if (!same) {
      throw ConflictPlans.settled(conflict);
    }
    return EntityTags.ok(conflict.id(), conflict.revision(), conflict);
  }

  /** Who does not see both sides can only accept it as it is. */
  private List<Offer> offered(StoredConflict found, ConflictDraft said, Actor actor) {
    if (!found.isOpen()) {
      return List.of();
    }
    return found.claims().stream().allMatch(claim -> lists.shows(actor, claim))
        ? offers.of(found, said)
        : List.of(Offer.DISMISS);
  }

  private static Offer chosen(List<Offer> offered, ConflictDraft draft) {
    Offer chosen =
        offered.stream()
            .filter(offer -> offer.way().word().equals(draft.resolution()))
            .findFirst()
            .orElseThrow(() ->
                refused(
                    List.of(
                        Cause.at(
                            "/resolution",
                            Quoted.of(draft.resolution()) + " is not offered here",
                            "choose one of "
                                + offered.stream()
                                    .map(offer -> offer.way().word())
                                    .collect(Collectors.joining(", "))))));
    List<Cause> causes = chosen.wrongIn(draft);
    if (!causes.isEmpty()) {
      throw refused(causes);
    }
    return chosen;
  }

  private static Fault refused(List<Cause> causes) {
    return Fault.of(FaultCode.INVALID, "The conflict cannot be settled like this", causes);
  }

  private static ConflictClaim hidden(ConflictClaim claim) {
    return new ConflictClaim(claim.objectType(), null, null, null, null, null);
  }
}
