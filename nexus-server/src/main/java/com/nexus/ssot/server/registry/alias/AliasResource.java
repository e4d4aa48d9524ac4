package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.AliasRenewal;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Aliases over HTTP: lists, one, its history, and the writes, each of them a change. */
@RestController
@Requires(verb = Verb.WRITE, object = ObjectKind.ALIAS)
class AliasResource {
  private static final String ONE = "/api/aliases/{alias}";

  private final Changes changes;
  private final AliasLists lists;
  private final AliasProblems problems;
  private final AliasWarnings warnings;

  AliasResource(Changes changes, AliasLists lists, AliasProblems problems, AliasWarnings warnings) {
    this.changes = changes;
    this.warnings = warnings;
    this.lists = lists;
    this.problems = problems;
  }

  /**
   * Where a history is asked for, and which part of it.
   *
   * @param context the context; {@code default} when not given
   * @param id an alias that had the name before, where not the one is meant that has it
   */
  record HistoryQuery(@Nullable String context, @Nullable UUID id, PageRequest page) {}

  /**
   * Where an alias is deleted.
   *
   * @param context the context; {@code default} when not given
   * @param successor the alias to use instead
   */
  record DeleteQuery(@Nullable String context, @Nullable String successor) {}

  @GetMapping("/api/aliases")
  @Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
  Page<Alias> list(@Query AliasQuery query, Actor actor) {
    return lists.page(actor, query);
  }

  @GetMapping(ONE)
  @Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
  ResponseEntity<?> one(
      @PathVariable String alias, @Query InContext where, Actor actor, HttpServletRequest request) {
    Alias found = lists.find(actor, where.key(), Name.of(alias).key()).orElse(null);
    if (found == null) {
      return problems.unknown(where.key(), alias, request);
    }
    return found.deletedAt() == null
        ? EntityTags.ok(found.id(), found.revision(), found)
        : problems.deleted(found, request);
  }

  @GetMapping(ONE + "/history")
  @Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
  Page<Revision> history(@PathVariable String alias, @Query HistoryQuery query, Actor actor) {
    return lists.history(
        actor, AliasWork.contextKey(query.context()), alias, query.id(), query.page());
  }

  @PostMapping("/api/aliases")
  ResponseEntity<?> create(@Body AliasDraft draft, WriteOptions options, Actor actor) {
    String location =
        "/api/aliases/"
            + URLEncoder.encode(Name.of(draft.alias()).key(), StandardCharsets.UTF_8)
            + "?context="
            + URLEncoder.encode(AliasWork.contextKey(draft.context()), StandardCharsets.UTF_8);
    Outcome outcome = propose("alias.create", draft, options, actor);
    return warnings.with(Answers.of(outcome, location), outcome, actor);
  }

  @PatchMapping(ONE)
  ResponseEntity<?> update(
      @PathVariable String alias,
      @Query InContext where,
      @Body JsonNode patch,
      WriteOptions options,
      Actor actor) {
    Outcome outcome =
        propose("alias.update", new AliasPatch(alias, where.context(), patch), options, actor);
    return warnings.with(Answers.of(outcome, "/api/aliases"), outcome, actor);
  }

  @DeleteMapping(ONE)
  ResponseEntity<?> delete(
      @PathVariable String alias, @Query DeleteQuery query, WriteOptions options, Actor actor) {
    AliasRetirement body = new AliasRetirement(alias, query.context(), query.successor());
    return answer("alias.delete", body, options, actor);
  }

  @PostMapping(ONE + "/restore")
  ResponseEntity<?> restore(
      @PathVariable String alias, @Query InContext where, WriteOptions options, Actor actor) {
    return answer("alias.restore", new AliasTarget(alias, where.context()), options, actor);
  }

  @PostMapping(ONE + "/renew")
  ResponseEntity<?> renew(
      @PathVariable String alias,
      @Query InContext where,
      @Body(required = false) @Nullable AliasRenewal renewal,
      WriteOptions options,
      Actor actor) {
    String ttl = renewal == null ? null : renewal.ttl();
    return answer(
        AliasRenewKind.KIND, new AliasExtension(alias, where.context(), ttl), options, actor);
  }

  private ResponseEntity<?> answer(String kind, Object body, WriteOptions options, Actor actor) {
    return Answers.of(propose(kind, body, options, actor), "/api/aliases");
  }

  private Outcome propose(String kind, Object body, WriteOptions options, Actor actor) {
    return changes.propose(
        new Proposal(
            actor,
            List.of(new Operation(kind, body, options.ifMatch(), options.createOnly())),
            null,
            null,
            options.idempotencyKey(),
            options.dryRun()));
  }
}
