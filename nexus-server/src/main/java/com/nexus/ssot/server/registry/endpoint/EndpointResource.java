package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.registry.Keyset;
import com.nexus.ssot.server.registry.Lists;
import com.nexus.ssot.server.registry.ObjectWrites;
import com.nexus.ssot.server.registry.RevisionQuery;
import com.nexus.ssot.server.registry.Targets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Endpoints over HTTP. */
@RestController
@RequestMapping("/api/endpoints")
class EndpointResource {
  private static final String WORD = "endpoint";

  private final EndpointTable table;
  private final Lists lists;
  private final ObjectWrites writes;

  EndpointResource(EndpointTable table, Lists lists, ObjectWrites writes) {
    this.table = table;
    this.lists = lists;
    this.writes = writes;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Page<Endpoint> list(@Query EndpointQuery query) {
    Keyset keyset = Lists.keyset(query.page(), "e", query.deleted());
    Lists.words(keyset, "e.key || ' ' || e.path || ' ' || coalesce(e.description, '')", query.q());
    keyset
        .where("a.key = :anchor", "anchor", Lists.key(query.anchor()))
        .where("s.key = :service", "service", Lists.key(query.service()))
        .where("e.method = :method", "method", query.method())
        .where("e.path = :path", "path", query.path())
        .where("e.is_active = :active", "active", query.active());
    return lists.page(WORD, query.page(), keyset, table::list, table::count, Endpoint::name);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  ResponseEntity<Endpoint> get(@PathVariable String name) {
    Endpoint found = existing(name);
    Targets.requireLive(WORD, found.name(), found);
    return EntityTags.ok(found.id(), found.revision(), found);
  }

  @GetMapping("/{name}/history")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Page<Revision> history(@PathVariable String name, @Query RevisionQuery query) {
    return lists.history(WORD, existing(name), query.page());
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> create(@Body EndpointDraft draft, Actor actor, WriteOptions options) {
    return writes.create(WORD, draft, "/api/endpoints/" + draft.name(), actor, options);
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    return writes.update(WORD, name, patch, actor, options);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.delete(WORD, name, actor, options);
  }

  @PostMapping("/{name}/restore")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> restore(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.restore(WORD, name, actor, options);
  }

  private Endpoint existing(String name) {
    return table.find(Name.of(name).key()).orElseThrow(() -> Targets.notFound(WORD, name));
  }
}
