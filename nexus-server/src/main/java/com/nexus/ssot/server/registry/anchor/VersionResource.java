package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.registry.Lists;
import com.nexus.ssot.server.registry.ObjectWrites;
import com.nexus.ssot.server.registry.RevisionQuery;
import com.nexus.ssot.server.registry.Targets;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Versions of anchors over HTTP. Their content goes in and out byte for byte; it is never served in
 * a way that a browser would run.
 */
@RestController
@RequestMapping("/api/anchors/{name}/versions")
class VersionResource {
  private static final String WORD = "anchor";

  private final AnchorTable anchors;
  private final VersionTable versions;
  private final Lists lists;
  private final ObjectWrites writes;

  VersionResource(AnchorTable anchors, VersionTable versions, Lists lists, ObjectWrites writes) {
    this.anchors = anchors;
    this.versions = versions;
    this.lists = lists;
    this.writes = writes;
  }

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  Page<AnchorVersion> list(@PathVariable String name, @Query RevisionQuery query) {
    Anchor anchor = anchor(name);
    String list = "versions " + anchor.id();
    List<AnchorVersion> found =
        versions.list(anchor.id(), lists.below(query.page(), list), query.page().rows());
    Long total = query.page().count() ? (long) versions.newestNumber(anchor.id()) : null;
    return lists.numbered(query.page(), list, found, AnchorVersion::number, total);
  }

  @GetMapping("/{label}")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  ResponseEntity<AnchorVersion> get(@PathVariable String name, @PathVariable String label) {
    AnchorVersion version = version(anchor(name), label);
    return ResponseEntity.ok().eTag(tag(version)).body(version);
  }

  @GetMapping("/{label}/content")
  @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
  ResponseEntity<byte[]> content(@PathVariable String name, @PathVariable String label) {
    AnchorVersion version = version(anchor(name), label);
    byte[] content = versions.content(version.id());
    String file = version.anchorId() + "-" + version.label();
    return ResponseEntity.ok()
        .eTag(tag(version))
        .header("Content-Type", versions.mediaType(version.id()))
        .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header("Digest", "SHA-256=" + Base64.getEncoder().encodeToString(Sha256.of(content)))
        .body(content);
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<?> add(
      @PathVariable String name,
      @Query VersionQuery query,
      @Body(
              maxBytes = Content.MAX_BYTES,
              types = {
                "application/octet-stream",
                "application/json",
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                "text/markdown"
              })
          byte[] content,
      Actor actor,
      WriteOptions options) {
    VersionDraft draft = new VersionDraft(name, query.label(), query.format(), content);
    Outcome outcome = writes.propose(VersionAddKind.NAME, draft, actor, options);
    String place = "/api/anchors/" + name + "/versions/";
    if (outcome.dryRun() || outcome.change().state() == ChangeState.IN_REVIEW) {
      return Answers.of(outcome, place + query.label());
    }
    AnchorVersion version = stored(anchor(name), query.label(), content);
    ResponseEntity.BodyBuilder answer =
        outcome.unchanged()
            ? ResponseEntity.ok()
            : ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create(place + version.label()));
    return answer.eTag(tag(version)).body(version);
  }

  /** The version that holds the content: under its label, or an earlier one with the same bytes. */
  private AnchorVersion stored(Anchor anchor, String label, byte[] content) {
    String hash = Sha256.prefixed(content);
    Optional<AnchorVersion> named =
        versions.find(anchor.id(), label).filter(found -> found.contentHash().equals(hash));
    return named.or(() -> versions.withContent(anchor.id(), hash)).orElseThrow();
  }

  private Anchor anchor(String name) {
    Anchor anchor =
        anchors.find(Name.of(name).key()).orElseThrow(() -> Targets.notFound(WORD, name));
    Targets.requireLive(WORD, anchor.anchorId(), anchor);
    return anchor;
  }

  private AnchorVersion version(Anchor anchor, String label) {
    return existing(versions, anchor, label);
  }

  /** The version of an anchor with a label. */
  static AnchorVersion existing(VersionTable versions, Anchor anchor, String label) {
    return versions
        .find(anchor.id(), label)
        .orElseThrow(() ->
            Fault.of(
                FaultCode.NOT_FOUND,
                "The anchor '" + anchor.anchorId() + "' has no version " + Quoted.of(label)));
  }

  /** A version never changes, so its content's hash is its tag. */
  private static String tag(AnchorVersion version) {
    return "\"" + version.contentHash().substring("sha256:".length()) + "\"";
  }
}
