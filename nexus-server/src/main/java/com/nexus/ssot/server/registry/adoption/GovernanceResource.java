package com.nexus.ssot.server.registry.adoption;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.RuleSet;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceFile;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.registry.Lists;
import com.nexus.ssot.server.registry.ObjectWrites;
import com.nexus.ssot.server.registry.RevisionQuery;
import com.nexus.ssot.server.registry.governance.Governance;
import com.nexus.ssot.server.registry.governance.GovernanceTable;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Governance rules over HTTP. */
@RestController
@RequestMapping("/api/governance")
class GovernanceResource {
  private static final String WORD = "governance";

  private final GovernanceTable table;
  private final Adoption adoption;
  private final ObjectWrites writes;
  private final Lists lists;
  private final Access access;

  GovernanceResource(
      GovernanceTable table, Adoption adoption, ObjectWrites writes, Lists lists, Access access) {
    this.access = access;
    this.table = table;
    this.adoption = adoption;
    this.writes = writes;
    this.lists = lists;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.POLICY)
  ResponseEntity<RuleSet> get(Actor actor) {
    GovernanceTable.Stored current = current();
    return EntityTags.ok(current.id(), current.set().version(), seenBy(actor, current.set()));
  }

  @GetMapping("/versions")
  @Requires(verb = Verb.READ, object = ObjectKind.POLICY)
  Page<RuleSet> versions(@Query RevisionQuery query, Actor actor) {
    int below = lists.below(query.page(), WORD);
    List<RuleSet> found =
        table.versions(below, query.page().rows()).stream().map(set -> seenBy(actor, set)).toList();
    Long total = query.page().count() ? (long) current().set().version() : null;
    return lists.numbered(query.page(), WORD, found, RuleSet::version, total);
  }

  /** Takes the rules of a file into force, with what it says about contexts. */
  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.POLICY)
  ResponseEntity<?> adopt(
      @Body(
              maxBytes = GovernanceFile.MAX_BYTES,
              types = {"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
          byte[] file,
      Actor actor,
      WriteOptions options) {
    String source = Governance.text(file);
    Outcome outcome = writes.propose(adoption.of(source, "body", false, options), actor, options);
    if (outcome.dryRun() || outcome.change().state() == ChangeState.IN_REVIEW) {
      return Answers.of(outcome, "/api/governance");
    }
    return get(actor);
  }

  /** Who reaches only some contexts sees the rules of those alone, and so not the file. */
  private RuleSet seenBy(Actor actor, RuleSet set) {
    Reach reach = access.reach(actor, Verb.READ, ObjectKind.CONTEXT);
    if (reach.isEverything()) {
      return set;
    }
    JsonNode rules = set.rules().deepCopy();
    if (rules.path("contexts") instanceof ObjectNode contexts) {
      contexts.retain(
          contexts.propertyNames().stream()
              .filter(name -> reach.has(Name.of(name).key()))
              .toList());
    }
    return new RuleSet(
        set.version(),
        rules,
        null,
        set.checksum(),
        set.adoptedAt(),
        set.adoptedBy(),
        set.changeId());
  }

  private GovernanceTable.Stored current() {
    return table
        .current()
        .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There are no rules yet"));
  }
}
