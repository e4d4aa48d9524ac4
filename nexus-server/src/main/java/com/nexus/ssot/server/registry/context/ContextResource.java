package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Contexts over HTTP. */
@RestController
@RequestMapping("/api/contexts")
class ContextResource {
  private static final String WORD = "context";

  private final ContextTable table;
  private final Lists lists;
  private final ObjectWrites writes;
  private final Access access;

  ContextResource(ContextTable table, Lists lists, ObjectWrites writes, Access access) {
    this.access = access;
    this.table = table;
    this.lists = lists;
    this.writes = writes;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.CONTEXT)
  Page<Context> list(@Query ContextQuery query, Actor actor) {
    Keyset keyset = Lists.keyset(query.page(), "c", query.deleted());
    Lists.words(keyset, "c.key || ' ' || coalesce(c.description, '')", query.q());
    keyset.where("c.mode = :mode", "mode", name(query.mode()));
    Reach reach = access.reach(actor, Verb.READ, ObjectKind.CONTEXT);
    if (!reach.isEverything()) {
      keyset.where(
          reach.all()
              ? "c.key <> all(cast(:named as text[]))"
              : "c.key = any(cast(:named as text[]))",
          "named",
          reach.named().toArray(String[]::new));
    }
    return lists.page(WORD, query.page(), keyset, table::list, table::count, Context::name);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.CONTEXT)
  ResponseEntity<Context> get(@PathVariable String name, Actor actor) {
    Context found = existing(name, actor);
    Targets.requireLive(WORD, found.name(), found);
    return EntityTags.ok(found.id(), found.revision(), found);
  }

  @GetMapping("/{name}/history")
  @Requires(verb = Verb.READ, object = ObjectKind.CONTEXT)
  Page<Revision> history(@PathVariable String name, @Query RevisionQuery query, Actor actor) {
    return lists.history(WORD, existing(name, actor), query.page());
  }

  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.CONTEXT)
  ResponseEntity<?> create(@Body ContextDraft draft, Actor actor, WriteOptions options) {
    return writes.create(WORD, draft, "/api/contexts/" + draft.name(), actor, options);
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.CONTEXT)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    return writes.update(WORD, name, patch, actor, options);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.CONTEXT)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.delete(WORD, name, actor, options);
  }

  @PostMapping("/{name}/restore")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.CONTEXT)
  ResponseEntity<?> restore(@PathVariable String name, Actor actor, WriteOptions options) {
    return writes.restore(WORD, name, actor, options);
  }

  /** A context out of reach is refused like one that does not exist. */
  private Context existing(String name, Actor actor) {
    String key = Name.of(name).key();
    access.require(actor, Verb.READ, ObjectKind.CONTEXT, key);
    return table.find(key).orElseThrow(() -> Targets.notFound(WORD, name));
  }

  private static @Nullable String name(@Nullable ContextMode mode) {
    return mode == null ? null : mode.name();
  }
}
