package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Compatibility;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.HistoryTable;
import com.nexus.ssot.server.registry.PlannedObject;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.Targets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Adds a version to an anchor. The anchor gets a new revision that names the version, so that one
 * revision and one event cover both. The same content again changes nothing. Thread-safe.
 */
@Component
public final class VersionAddKind implements ChangeKind<VersionDraft> {
  /** The kind's name. */
  public static final String NAME = "anchor.version.add";

  /** What a label looks like. */
  public static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,49}");

  private final AnchorType type;
  private final VersionTable versions;
  private final Judge judge;
  private final Access access;

  VersionAddKind(AnchorType type, VersionTable versions, Judge judge, Access access) {
    this.judge = judge;
    this.type = type;
    this.versions = versions;
    this.access = access;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<VersionDraft> body() {
    return VersionDraft.class;
  }

  @Override
  public Set<String> moving(VersionDraft body) {
    return type.moving();
  }

  @Override
  public Planned plan(VersionDraft body, PlanScope scope) {
    access.require(scope.actor(), Verb.WRITE, ObjectKind.ANCHOR, null);
    check(body);
    // Reading may take long, so it is done before others have to wait for the anchor.
    Content content = Content.of(body.content(), body.format());
    Anchor before = Targets.lock(type, body.anchor(), scope);
    if (isKnown(before, body.label(), content)) {
      return PlannedObject.nothing(type, before);
    }
    CompatibilityLevel level = Levels.of(before, content);
    if (level != CompatibilityLevel.NONE) {
      Levels.requireComparable(body.content(), content);
    }
    Compatibility verdict = judge.planned(before, level, body.label(), content, scope.changeId());
    AnchorVersion version = version(before, body, content, verdict, scope);
    Anchor after = after(before, version, level, Stamp.after(before, scope, null));
    Planned planned =
        PlannedObject.of(
            type,
            before,
            after,
            writes -> {
              HistoryTable.keep(type.word(), before, scope.now(), writes);
              VersionTable.insert(
                  before,
                  version,
                  content.mediaType(),
                  body.content(),
                  verdict,
                  scope.actor(),
                  writes);
              type.update(after, scope.actor(), writes);
            });
    return Breach.is(verdict) ? planned.needingPeople(whyPeople(before, verdict)) : planned;
  }

  /** Why people decide whether a version may break others; without such others it is refused. */
  private List<String> whyPeople(Anchor anchor, Compatibility verdict) {
    Leads leads = judge.leads(anchor);
    if (leads.aliases() == 0) {
      throw Breach.refusal(anchor, verdict);
    }
    return Breach.reasons(verdict, leads);
  }

  private static void check(VersionDraft body) {
    if (body.content().length > Content.MAX_BYTES) {
      throw Fault.of(
          FaultCode.TOO_LARGE, "The content is larger than " + Content.MAX_BYTES + " bytes.");
    }
    Causes causes = new Causes();
    causes.word(
        "/label",
        body.label(),
        LABEL,
        "use 1 to 50 characters of A-Z a-z 0-9 . _ + - and start with a letter or digit");
    if (body.format() != null) {
      Formats.check("/format", body.format(), causes);
    }
    if (body.content().length == 0) {
      causes.add("/content", "it is empty", "send the content as the body");
    }
    causes.refuse("The version");
  }

  /** Whether the content is that of the newest version, or stands under the same label. */
  private boolean isKnown(Anchor anchor, String label, Content content) {
    if (content.contentHash().equals(anchor.contentHash())) {
      return true;
    }
    AnchorVersion same = versions.find(anchor.id(), label).orElse(null);
    if (same == null) {
      return false;
    }
    if (same.contentHash().equals(content.contentHash())) {
      return true;
    }
    throw Fault.of(
        FaultCode.ALREADY_EXISTS,
        "The anchor '" + anchor.anchorId() + "' has a version '" + label + "' with other content",
        List.of(Cause.at("/label", "versions cannot be changed", "choose another label")));
  }

  private AnchorVersion version(
      Anchor anchor, VersionDraft body, Content content, Compatibility verdict, PlanScope scope) {
    return new AnchorVersion(
        Ids.at(scope.now()),
        anchor.anchorId(),
        body.label(),
        versions.newestNumber(anchor.id()) + 1,
        content.format(),
        content.checksum(),
        content.contentHash(),
        body.content().length,
        verdict.outcome(),
        scope.now(),
        scope.actor().subject().toString(),
        scope.changeId());
  }

  private static Anchor after(
      Anchor before, AnchorVersion version, CompatibilityLevel level, Stamp stamp) {
    boolean unspecified = before.format().equals(Formats.UNSPECIFIED);
    return new Anchor(
        stamp.id(),
        before.anchorId(),
        before.family(),
        before.description(),
        unspecified ? version.format() : before.format(),
        before.sourceHint(),
        before.owner(),
        before.labels(),
        before.lifecycle(),
        level,
        version.label(),
        version.checksum(),
        version.contentHash(),
        before.centralityScore(),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        stamp.changeId(),
        null);
  }
}
