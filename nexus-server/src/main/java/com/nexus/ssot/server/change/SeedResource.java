package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Proposals and their state in the shapes of the first clients. */
@RestController
final class SeedResource {
  private final Changes changes;
  private final Kinds kinds;
  private final ChangeArchive archive;

  SeedResource(Changes changes, Kinds kinds, ChangeArchive archive) {
    this.changes = changes;
    this.kinds = kinds;
    this.archive = archive;
  }

  @PostMapping("/proposals")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ALIAS)
  ResponseEntity<Map<String, @Nullable Object>> propose(
      @Body SeedProposal given, WriteOptions options, Actor actor) {
    SeedProposal.Wanted wanted = given.wanted();
    Outcome outcome =
        changes.propose(
            new Proposal(
                actor,
                List.of(
                    new Operation(
                        wanted.kind(), bodyOf(wanted), options.ifMatch(), options.createOnly())),
                given.description(),
                given.justification(),
                options.idempotencyKey(),
                options.dryRun(),
                given.stated(),
                Terms.MANUAL));
    UUID id = outcome.change().id();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", outcome.unchanged() ? null : id);
    answer.put("status", SeedProposal.status(outcome.change().state()));
    answer.put("alias", given.alias());
    answer.put("canonical", given.canonical());
    answer.put("change_type", given.changeType());
    answer.put("type", given.type());
    answer.put("target", given.target());
    answer.put("changes", given.changes());
    answer.put("context", given.context());
    answer.put("description", given.description());
    answer.put("justification", given.justification());
    answer.put("proposed_by", given.proposedBy());
    answer.put("proposed_at", given.proposedAt());
    answer.values().removeIf(value -> value == null);
    ResponseEntity.BodyBuilder builder =
        outcome.dryRun()
            ? ResponseEntity.ok().header(Answers.PREVIEW, "true")
            : outcome.unchanged()
                ? ResponseEntity.ok()
                : ResponseEntity.created(URI.create("/operations/" + id));
    return Answers.cleaned(builder, outcome).body(answer);
  }

  private Object bodyOf(SeedProposal.Wanted wanted) {
    ChangeKind<?> kind =
        kinds
            .find(wanted.kind())
            .orElseThrow(() ->
                Fault.of(FaultCode.NOT_IMPLEMENTED, "Changes of this type cannot be proposed."));
    return Json.convert(wanted.body(), kind.body());
  }

  @GetMapping("/operations/{id}")
  @Requires(verb = Verb.READ, object = ObjectKind.PROPOSAL)
  Map<String, @Nullable Object> operation(@PathVariable UUID id, Actor actor) {
    StoredChange stored = archive.find(id, actor);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("status", SeedProposal.status(stored.change().state()));
    answer.put("description", stored.change().description());
    answer.put("proposed_by", stored.change().proposedBy());
    answer.put("proposed_at", stored.change().proposedAt());
    answer.put("completed_at", stored.change().appliedAt());
    answer.put("operations", stored.change().operations());
    if (!stored.stated().isEmpty()) {
      answer.put("stated", stored.stated());
    }
    answer.values().removeIf(value -> value == null);
    return answer;
  }
}
