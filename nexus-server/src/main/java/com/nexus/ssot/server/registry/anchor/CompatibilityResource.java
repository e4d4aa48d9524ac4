package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.registry.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom versions hurt, over HTTP. */
@RestController
@RequestMapping("/api/anchors/{name}")
class CompatibilityResource {
  private static final String WORD = "anchor";

  private final AnchorTable anchors;
  private final VersionTable versions;
  private final Judge judge;

  CompatibilityResource(AnchorTable anchors, VersionTable versions, Judge judge) {
    this.anchors = anchors;
    this.versions = versions;
    this.judge = judge;
  }

  /**
   * Which versions are compared.
   *
   * @param from label of the earlier one
   * @param to label of the later one
   * @param level what is asked; the anchor's when not given
   */
  record DiffQuery(String from, String to, @Nullable CompatibilityLevel level) {}

  /**
   * How a document is checked.
   *
   * @param level what is asked; the anchor's when not given
   */
  record CheckQuery(@Nullable CompatibilityLevel level) {}

  @GetMapping("/diff")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Compatibility diff(@PathVariable String name, @Query DiffQuery query, Actor actor) {
    Anchor anchor = anchor(name);
    AnchorVersion from = version(anchor, query.from());
    AnchorVersion to = version(anchor, query.to());
    Content content = Content.of(versions.content(to.id()), to.format());
    CompatibilityLevel level = level(query.level(), anchor, content);
    Compatibility verdict = judge.compare(anchor, List.of(from), level, to.label(), content);
    return judge.shown(anchor, verdict, actor);
  }

  /** What a document would break as the next version; nothing is stored. */
  @PostMapping("/compatibility")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Compatibility check(
      @PathVariable String name,
      @Query CheckQuery query,
      @Body(
              maxBytes = Content.MAX_BYTES,
              types = {
                "application/octet-stream",
                "application/json",
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain"
              })
          byte[] document,
      Actor actor) {
    Anchor anchor = anchor(name);
    Content content = Content.of(document, null);
    Levels.requireComparable(document, content);
    CompatibilityLevel level = level(query.level(), anchor, content);
    return judge.shown(anchor, judge.next(anchor, level, null, content), actor);
  }

  /** What was found when a version was added. */
  @GetMapping("/versions/{label}/compatibility")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Compatibility verdict(@PathVariable String name, @PathVariable String label, Actor actor) {
    Anchor anchor = anchor(name);
    Compatibility verdict =
        versions
            .verdict(version(anchor, label).id())
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.NOT_FOUND,
                    "The version "
                        + Quoted.of(label)
                        + " was added before versions were compared"));
    return judge.shown(anchor, verdict, actor);
  }

  /** What is asked: for nothing, whether callers go on working. */
  private static CompatibilityLevel level(
      @Nullable CompatibilityLevel said, Anchor anchor, Content content) {
    CompatibilityLevel level = said == null ? Levels.of(anchor, content) : said;
    return level == CompatibilityLevel.NONE ? CompatibilityLevel.BACKWARD : level;
  }

  private Anchor anchor(String name) {
    Anchor anchor =
        anchors.find(Name.of(name).key()).orElseThrow(() -> Targets.notFound(WORD, name));
    Targets.requireLive(WORD, anchor.anchorId(), anchor);
    return anchor;
  }

  private AnchorVersion version(Anchor anchor, String label) {
    return VersionResource.existing(versions, anchor, label);
  }
}
