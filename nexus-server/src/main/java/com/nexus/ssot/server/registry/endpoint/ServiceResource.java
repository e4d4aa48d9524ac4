package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.model.api.ServiceDraft;
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

/** Services over HTTP. */
@RestController
@RequestMapping("/api/services")
class ServiceResource {
  private static final String WORD = "service";

  private final ServiceTable table;
  private final Lists lists;
  private final ObjectWrites writes;

  ServiceResource(ServiceTable table, Lists lists, ObjectWrites writes) {
    this.table = table;
    this.lists = lists;
    this.writes = writes;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.SERVICE)
  Page<Service> list(@Query ServiceQuery query) {
    Keyset keyset = Lists.keyset(query.page(), "s", query.deleted());
    Lists.words(keyset, "s.key || ' ' || coalesce(s.description, '')", query.q());
    keyset.where("s.owner = :owner", "owner", query.owner());
    Lists.labels(keyset, "s.labels", query.label());
    return lists.page(WORD, query.page(), keyset, table::list, table::count, Service::name);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.SERVICE)
  ResponseEntity<Service> get(@PathVariable String name) {
    Service found = existing(name);
    Targets.requireLive(WORD, found.name(), found);
    return EntityTags.ok(found.id(), found.revision(), found);
  }

  @GetMapping("/{name}/history")
  @Requires(verb = Verb.READ, object = ObjectKind.SERVICE)
  Page<Revision> history(@PathVariable String name, @Query RevisionQuery query) {
    return lists.history(WORD, existing(name), query.page());
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.SERVICE)
  ResponseEntity<?> create(@Body ServiceDraft draft, Actor actor, WriteOptions options) {
    return writes.create(WORD, draft, "/api/services/" + draft.name(), actor, options);
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.SERVICE)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    return writes.update(WORD, name, patch, actor, options);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.WRITE, object = ObjectKind.SERVICE)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.delete(WORD, name, actor, options);
  }

  @PostMapping("/{name}/restore")
  @Requires(verb = Verb.WRITE, object = ObjectKind.SERVICE)
  ResponseEntity<?> restore(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.restore(WORD, name, actor, options);
  }

  private Service existing(String name) {
    return table.find(Name.of(name).key()).orElseThrow(() -> Targets.notFound(WORD, name));
  }
}
