package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Aliases at the paths and in the shapes that callers of before know. */
@RestController
class SeedAliasResource {
  private static final int MOST = 10_000;

  private final Changes changes;
  private final AliasLists lists;

  SeedAliasResource(Changes changes, AliasLists lists) {
    this.changes = changes;
    this.lists = lists;
  }

  /** An alias in the query. */
  record DraftQuery(
      @Nullable String alias,
      @Nullable String canonical,
      @Nullable String context,
      @Nullable String description) {}

  /**
   * Which aliases are listed.
   *
   * @param context only those of this context
   */
  record ListQuery(@Nullable String context) {}

  @GetMapping("/aliases")
  @Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
  List<Alias> list(@Query ListQuery query, Actor actor) {
    return lists.all(actor, query.context(), MOST);
  }

  @PostMapping("/aliases")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ALIAS)
  ResponseEntity<?> create(
      @Query DraftQuery query,
      @Body(required = false) @Nullable JsonNode body,
      WriteOptions options,
      Actor actor) {
    AliasDraft draft = draft(query, body);
    Outcome outcome = propose(draft, options, actor);
    if (outcome.dryRun() || outcome.change().state() == ChangeState.IN_REVIEW) {
      return Answers.of(outcome, "/api/aliases");
    }
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("message", "Alias created successfully");
    answer.put("alias", draft.alias());
    return ResponseEntity.ok(answer);
  }

  /** What the query says, or what the body says, each field once. */
  private static AliasDraft draft(DraftQuery query, @Nullable JsonNode body) {
    ObjectNode fields = Json.mapper().createObjectNode();
    put(fields, "alias", query.alias());
    put(fields, "canonical", query.canonical());
    put(fields, "context", query.context());
    put(fields, "description", query.description());
    if (body instanceof ObjectNode given) {
      for (Map.Entry<String, JsonNode> field : given.properties()) {
        if (fields.has(field.getKey())) {
          throw Fault.of(
              FaultCode.BAD_PARAMETER,
              "A field is given twice",
              List.of(
                  Cause.at(
                      "?" + field.getKey(), "the body has it too", "give it in one place only")));
        }
        fields.set(field.getKey(), field.getValue());
      }
    } else if (body != null) {
      return Json.convert(body, AliasDraft.class);
    }
    return Json.convert(fields, AliasDraft.class);
  }

  private static void put(ObjectNode fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** These callers know 400 for whatever is wrong with what they sent. */
  private Outcome propose(AliasDraft draft, WriteOptions options, Actor actor) {
    try {
      return changes.propose(
          new Proposal(
              actor,
              List.of(
                  new Operation("alias.create", draft, options.ifMatch(), options.createOnly())),
              null,
              null,
              options.idempotencyKey(),
              options.dryRun()));
    } catch (Fault fault) {
      throw fault.code() == FaultCode.INVALID
          ? Fault.of(FaultCode.BAD_PARAMETER, fault.detail(), fault.causes())
          : fault;
    }
  }
}
