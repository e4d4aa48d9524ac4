package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.Lifecycle;
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

/** Anchors over HTTP. */
@RestController
@RequestMapping("/api/anchors")
class AnchorResource {
  private static final String WORD = "anchor";

  private final AnchorTable table;
  private final Lists lists;
  private final ObjectWrites writes;

  AnchorResource(AnchorTable table, Lists lists, ObjectWrites writes) {
    this.table = table;
    this.lists = lists;
    this.writes = writes;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Page<Anchor> list(@Query AnchorQuery query) {
    Keyset keyset = Lists.keyset(query.page(), "a", query.deleted());
    Lists.words(keyset, "a.key || ' ' || coalesce(a.description, '')", query.q());
    keyset
        .where("a.owner = :owner", "owner", query.owner())
        .where("a.family = :family", "family", query.family())
        .where("a.format = :format", "format", query.format())
        .where("a.source_hint = :source", "source", query.source())
        .where("a.lifecycle = :lifecycle", "lifecycle", name(query.lifecycle()));
    Lists.labels(keyset, "a.labels", query.label());
    return lists.page(WORD, query.page(), keyset, table::list, table::count, Anchor::anchorId);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  ResponseEntity<Anchor> get(@PathVariable String name) {
    Anchor found = existing(name);
    Targets.requireLive(WORD, found.anchorId(), found);
    return EntityTags.ok(found.id(), found.revision(), found);
  }

  @GetMapping("/{name}/history")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Page<Revision> history(@PathVariable String name, @Query RevisionQuery query) {
    return lists.history(WORD, existing(name), query.page());
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> create(@Body AnchorDraft draft, Actor actor, WriteOptions options) {
    return writes.create(WORD, draft, "/api/anchors/" + draft.anchorId(), actor, options);
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

  private Anchor existing(String name) {
    return table.find(Name.of(name).key()).orElseThrow(() -> Targets.notFound(WORD, name));
  }

  private static @Nullable String name(@Nullable Lifecycle lifecycle) {
    return lifecycle == null ? null : lifecycle.name();
  }
}
