package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.SeedAnchor;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.registry.Targets;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /anchors/{id}?context=}, the call of the first clients: the anchor of this id, or the
 * one that an alias of this name leads to.
 */
@RestController
class SeedAnchorResource {
  private final AnchorTable anchors;
  private final Resolver resolver;

  SeedAnchorResource(AnchorTable anchors, Resolver resolver) {
    this.anchors = anchors;
    this.resolver = resolver;
  }

  /**
   * What a caller says besides the id.
   *
   * @param context where the id is looked up as an alias; {@code default} when not given
   */
  record SeedQuery(@Nullable String context) {}

  @GetMapping("/anchors/{id}")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  SeedAnchor get(@PathVariable String id, @Query SeedQuery query, Actor actor) {
    String context = Objects.requireNonNullElse(query.context(), AliasWork.DEFAULT_CONTEXT);
    return live(id)
        .or(() -> aliased(id, context, actor))
        .map(SeedAnchor::of)
        .orElseThrow(() -> Targets.notFound("anchor", id));
  }

  private Optional<Anchor> aliased(String name, String context, Actor actor) {
    Way way = resolver.resolve(actor, Name.of(context).key(), name).way();
    if (way.outcome() != ResolveOutcome.FOUND) {
      return Optional.empty();
    }
    Alias last = way.last();
    return last.targetKind() == TargetKind.ANCHOR ? live(last.canonical()) : Optional.empty();
  }

  private Optional<Anchor> live(String id) {
    return anchors.find(Name.of(id).key()).filter(anchor -> anchor.deletedAt() == null);
  }
}
