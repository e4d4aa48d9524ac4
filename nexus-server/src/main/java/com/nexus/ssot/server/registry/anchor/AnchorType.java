package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.Lifecycle;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.ObjectNames;
import com.nexus.ssot.server.registry.ObjectType;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.UseTable;
import com.nexus.ssot.server.registry.endpoint.EndpointTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the common writes must know about anchors. Thread-safe. */
@Component
final class AnchorType implements ObjectType<Anchor, AnchorDraft> {
  private static final Pattern FAMILY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  private final AnchorTable table;
  private final UseTable uses;
  private final EndpointTable endpoints;
  private final LeadTable leads;

  AnchorType(AnchorTable table, UseTable uses, EndpointTable endpoints, LeadTable leads) {
    this.leads = leads;
    this.table = table;
    this.uses = uses;
    this.endpoints = endpoints;
  }

  @Override
  public String word() {
    return "anchor";
  }

  @Override
  public Class<AnchorDraft> draft() {
    return AnchorDraft.class;
  }

  @Override
  public ObjectKind kind() {
    return ObjectKind.ANCHOR;
  }

  @Override
  public Verb verb() {
    return Verb.WRITE;
  }

  @Override
  public Set<String> moving() {
    return Set.of("centrality_score");
  }

  @Override
  public String nameField() {
    return "anchor_id";
  }

  @Override
  public String nameIn(AnchorDraft draft) {
    return draft.anchorId();
  }

  @Override
  public String nameOf(Anchor anchor) {
    return anchor.anchorId();
  }

  @Override
  public Optional<Anchor> lock(String key) {
    return table.lock(key);
  }

  @Override
  public AnchorDraft checked(AnchorDraft draft, @Nullable Anchor before) {
    Causes causes = new Causes();
    Name name = ObjectNames.check("/anchor_id", draft.anchorId(), causes);
    String family = draft.family() == null ? "api" : draft.family();
    causes.word("/family", family, FAMILY, "use a word of a-z 0-9 . _ -, such as api");
    String format = draft.format() == null ? Formats.UNSPECIFIED : draft.format();
    Formats.check("/format", format, causes);
    String description = causes.text("/description", draft.description(), 4000);
    String source = causes.text("/source_hint", draft.sourceHint(), 500);
    String owner = causes.text("/owner", draft.owner(), 255);
    Map<String, String> labels = causes.labels(draft.labels());
    CompatibilityLevel level = Levels.of(draft.compatibility(), format, causes);
    causes.refuse("The anchor");
    return new AnchorDraft(
        name.shown(),
        family,
        description,
        format,
        source,
        owner,
        labels,
        draft.lifecycle() == null ? Lifecycle.ACTIVE : draft.lifecycle(),
        level);
  }

  @Override
  public List<String> reasons(Anchor before, AnchorDraft checked) {
    return Levels.isLowered(before.compatibility(), checked.compatibility())
        ? Levels.whyPeople(before, checked, leads.of(before).aliases())
        : List.of();
  }

  @Override
  public AnchorDraft draftOf(Anchor anchor) {
    return new AnchorDraft(
        anchor.anchorId(),
        anchor.family(),
        anchor.description(),
        anchor.format(),
        anchor.sourceHint(),
        anchor.owner(),
        anchor.labels(),
        anchor.lifecycle(),
        anchor.compatibility());
  }

  @Override
  public Anchor made(AnchorDraft checked, Stamp stamp, @Nullable Anchor before) {
    return new Anchor(
        stamp.id(),
        checked.anchorId(),
        Objects.requireNonNull(checked.family()),
        checked.description(),
        Objects.requireNonNull(checked.format()),
        checked.sourceHint(),
        checked.owner(),
        Objects.requireNonNull(checked.labels()),
        Objects.requireNonNull(checked.lifecycle()),
        checked.compatibility(),
        before == null ? null : before.version(),
        before == null ? null : before.checksum(),
        before == null ? null : before.contentHash(),
        before == null ? new BigDecimal("0.00") : before.centralityScore(),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        stamp.changeId(),
        stamp.deletedAt());
  }

  @Override
  public void requireUnused(Anchor anchor, UUID changeId) {
    uses.requireNoAlias(TargetKind.ANCHOR, anchor.anchorId(), "anchor");
    List<String> described = endpoints.describedBy(Name.of(anchor.anchorId()).key());
    if (!described.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "Endpoints still name the anchor '" + anchor.anchorId() + "'",
          described.stream()
              .map(name ->
                  Cause.of(
                      "the endpoint '" + name + "' names it",
                      "delete or change the endpoint first"))
              .toList());
    }
  }

  @Override
  public void insert(Anchor anchor, Actor by, Writes writes) {
    AnchorTable.insert(anchor, by, writes);
  }

  @Override
  public void update(Anchor anchor, Actor by, Writes writes) {
    AnchorTable.update(anchor, by, writes);
  }
}
