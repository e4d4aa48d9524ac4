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
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.model.openapi.Comparison;
import com.nexus.ssot.model.openapi.Direction;
import com.nexus.ssot.model.openapi.Edition;
import com.nexus.ssot.model.openapi.OpenApiComparison;
import com.nexus.ssot.model.openapi.Severity;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Beforehand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says whom a document hurts as the next version of an anchor. Thread-safe. */
@Component
public class Judge {
  /** Bytes of earlier versions that one version is compared with. */
  static final long MOST_BYTES = 64L << 20;

  /** Steps of one verdict: of all versions and directions together. */
  private static final long MOST_WORK = 10 * OpenApiComparison.MOST_WORK;

  /** Steps that others may wait for, who want what is locked: some hundredths of a second. */
  private static final long LITTLE_WORK = OpenApiComparison.MOST_WORK / 20;

  private final Verdicts verdicts;
  private final VersionTable versions;
  private final LeadTable leads;
  private final Access access;

  Judge(Verdicts verdicts, VersionTable versions, LeadTable leads, Access access) {
    this.verdicts = verdicts;
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
    return compare(anchor, earlier(anchor, level), level, label, content);
  }

  /**
   * The same inside a transaction that others wait for. What takes long is not worked out there.
   *
   * @param changeId the change of the transaction
   * @throws Beforehand when it takes long and is not known yet
   */
  Compatibility planned(
      Anchor anchor, CompatibilityLevel level, String label, Content content, UUID changeId) {
    List<AnchorVersion> earlier = earlier(anchor, level);
    Question question = new Question(anchor, earlier, level, label, content);
    Optional<Compatibility> known = verdicts.find(question.key());
    if (known.isPresent()) {
      return known.get();
    }
    Tally little = answer(question, this::content, LITTLE_WORK);
    if (!little.isSpent()) {
      Compatibility verdict = little.verdict(question);
      verdicts.keep(question.key(), verdict);
      return verdict;
    }
    // What this change itself has written is gone when its transaction has ended.
    Map<UUID, byte[]> own = new HashMap<>();
    earlier.stream()
        .filter(version -> version.changeId().equals(changeId))
        .forEach(version -> own.put(version.id(), content(version)));
    throw new Beforehand(() ->
        get(
            question,
            version ->
                Objects.requireNonNullElseGet(own.get(version.id()), () -> content(version))));
  }

  private List<AnchorVersion> earlier(Anchor anchor, CompatibilityLevel level) {
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
    return versions.list(anchor.id(), Integer.MAX_VALUE, many);
  }

  private byte[] content(AnchorVersion version) {
    return versions.content(version.id());
  }

  /** The verdict about a document that follows some versions, without aliases. */
  Compatibility compare(
      Anchor anchor,
      List<AnchorVersion> earlier,
      CompatibilityLevel level,
      @Nullable String label,
      Content content) {
    return get(new Question(anchor, earlier, level, label, content), this::content);
  }

  private Compatibility get(Question question, Function<AnchorVersion, byte[]> contents) {
    return verdicts.get(
        question.key(), () -> answer(question, contents, MOST_WORK).verdict(question));
  }

  /** What is asked. */
  private record Question(
      Anchor anchor,
      List<AnchorVersion> earlier,
      CompatibilityLevel level,
      @Nullable String label,
      Content content) {

    /** Tells it from every other question. */
    String key() {
      StringBuilder text = new StringBuilder(anchor.anchorId());
      text.append('\n').append(level).append('\n').append(label);
      text.append('\n').append(content.format()).append('\n').append(content.contentHash());
      for (AnchorVersion version : earlier) {
        text.append('\n').append(version.label());
        text.append('\n').append(version.format()).append('\n').append(version.contentHash());
      }
      return Sha256.prefixed(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Tally answer(
      Question question, Function<AnchorVersion, byte[]> contents, long most) {
    Tally tally = new Tally(most);
    JsonNode tree = question.content().tree();
    if (!Levels.isOpenApi(tree) || tree == null) {
      return tally;
    }
    String label = question.label();
    Edition later = new Edition(label == null ? "the document" : "version " + label, tree);
    for (AnchorVersion version : question.earlier()) {
      if (tally.isSpent()) {
        break; // it says already that not everything was compared
      }
      // One at a time: they can be large.
      Content before = Content.of(contents.apply(version), version.format());
      JsonNode was = before.tree();
      if (was != null && Levels.isOpenApi(was)) {
        Edition edition = new Edition("version " + version.label(), was);
        tally.add(edition, version.label(), later, question.level());
      }
    }
    return tally;
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
    private long left;
    private final List<String> against = new ArrayList<>();
    private final Map<Severity, List<CompatibilityFinding>> found = new EnumMap<>(Severity.class);
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    /**
     * @param most steps that may be done
     */
    Tally(long most) {
      this.left = most;
    }

    /** Whether that was too little, so that not everything was compared. */
    boolean isSpent() {
      return left <= 0;
    }

    void add(Edition earlier, String label, Edition later, CompatibilityLevel level) {
      against.add(label);
      List<Direction> directions =
          level.directions().isEmpty() ? List.of(Direction.BACKWARD) : level.directions();
      for (Direction direction : directions) {
        Comparison comparison =
            direction.compare(earlier, later, Math.clamp(left, 1, OpenApiComparison.MOST_WORK));
        left -= comparison.work();
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

    Compatibility verdict(Question question) {
      Anchor anchor = question.anchor();
      CompatibilityLevel level = question.level();
      String label = question.label();
      if (!Levels.isOpenApi(question.content().tree())) {
        return notCompared(
            anchor, level, label, "Only OpenAPI 3.0 and 3.1 documents are compared.");
      }
      if (against.isEmpty()) {
        return notCompared(
            anchor, level, label, "There is no earlier version that can be compared.");
      }
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
