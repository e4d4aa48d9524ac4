package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.Compatibility.Outcome;
import com.nexus.ssot.model.api.CompatibilityFinding;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.openapi.Comparison;
import com.nexus.ssot.model.openapi.Direction;
import com.nexus.ssot.model.openapi.Edition;
import com.nexus.ssot.model.openapi.Severity;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says whom a document hurts as the next version of an anchor. Thread-safe. */
@Component
public class Judge {
  /** Bytes of earlier versions that one version is compared with. */
  static final long MOST_BYTES = 64L << 20;

  private final VersionTable versions;
  private final LeadTable leads;
  private final Access access;

  Judge(VersionTable versions, LeadTable leads, Access access) {
    this.versions = versions;
    this.leads = leads;
    this.access = access;
  }

  /** The verdict about a document that would be an anchor's next version, for a caller to see. */
  public Compatibility preview(
      Anchor anchor, @Nullable String label, Content content, Actor actor) {
    return shown(anchor, next(anchor, Levels.of(anchor, content), label, content), actor);
  }

  /** The verdict about a document that would be an anchor's next version, without aliases. */
  Compatibility next(
      Anchor anchor, CompatibilityLevel level, @Nullable String label, Content content) {
    if (level.transitive() && versions.bytes(anchor.id()) > MOST_BYTES) {
      throw Fault.of(
          FaultCode.TOO_LARGE,
          "The earlier versions are too large to be compared all at once",
          List.of(
              Cause.of(
                  "They have more than " + MOST_BYTES + " bytes.",
                  "Use a level that is not transitive.")));
    }
    int many = level.transitive() ? Integer.MAX_VALUE : 1;
    return compare(
        anchor, versions.list(anchor.id(), Integer.MAX_VALUE, many), level, label, content);
  }

  /** The verdict about a document that follows some versions, without aliases. */
  Compatibility compare(
      Anchor anchor,
      List<AnchorVersion> earlier,
      CompatibilityLevel level,
      @Nullable String label,
      Content content) {
    JsonNode tree = content.tree();
    if (tree == null || !Levels.isOpenApi(tree)) {
      return notCompared(anchor, level, label, "Only OpenAPI 3.0 and 3.1 documents are compared.");
    }
    Edition later = new Edition(label == null ? "the document" : "version " + label, tree);
    Tally tally = new Tally();
    for (AnchorVersion version : earlier) {
      // One at a time: they can be large.
      Content before = Content.of(versions.content(version.id()), version.format());
      JsonNode was = before.tree();
      if (was != null && Levels.isOpenApi(was)) {
        tally.add(new Edition("version " + version.label(), was), version.label(), later, level);
      }
    }
    if (tally.against.isEmpty()) {
      return notCompared(anchor, level, label, "There is no earlier version that can be compared.");
    }
    return tally.verdict(anchor, level, label);
  }

  private static Compatibility notCompared(
      Anchor anchor, CompatibilityLevel level, @Nullable String label, String reason) {
    return new Compatibility(
        anchor.anchorId(),
        label,
        level,
        Outcome.NOT_COMPARED,
        reason,
        List.of(),
        Map.of(),
        List.of());
  }

  /** A verdict with the aliases that a caller may read. */
  Compatibility shown(Anchor anchor, Compatibility verdict, Actor actor) {
    Reach reach = access.reach(actor, Verb.READ, ObjectKind.ALIAS);
    Leads seen = leads.of(anchor).within(reach);
    return verdict.with(verdict.findings().stream().map(seen::mark).toList());
  }

  /** The aliases that lead to an anchor. */
  Leads leads(Anchor anchor) {
    return leads.of(anchor);
  }

  /** What was found with several versions, and in several directions. */
  private static final class Tally {
    private final List<String> against = new ArrayList<>();
    private final Map<Severity, List<CompatibilityFinding>> found = new EnumMap<>(Severity.class);
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    void add(Edition earlier, String label, Edition later, CompatibilityLevel level) {
      against.add(label);
      List<Direction> directions =
          level.directions().isEmpty() ? List.of(Direction.BACKWARD) : level.directions();
      for (Direction direction : directions) {
        Comparison comparison = direction.compare(earlier, later);
        comparison
            .counts()
            .forEach((severity, count) -> counts.merge(severity, count, Integer::sum));
        comparison
            .findings()
            .forEach(finding -> {
              List<CompatibilityFinding> list =
                  found.computeIfAbsent(finding.severity(), _ -> new ArrayList<>());
              if (list.size() < Comparison.MOST_KEPT) {
                list.add(CompatibilityFinding.of(finding, direction, label));
              }
            });
      }
    }

    Compatibility verdict(Anchor anchor, CompatibilityLevel level, @Nullable String label) {
      List<CompatibilityFinding> findings = new ArrayList<>();
      found.values().forEach(findings::addAll);
      boolean breaks = Objects.requireNonNullElse(counts.get(Severity.BREAKING), 0) > 0;
      return new Compatibility(
          anchor.anchorId(),
          label,
          level,
          breaks ? Outcome.INCOMPATIBLE : Outcome.COMPATIBLE,
          null,
          against,
          counts,
          findings);
    }
  }
}
