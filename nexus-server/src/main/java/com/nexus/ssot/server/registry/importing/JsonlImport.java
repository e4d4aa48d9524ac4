package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import com.nexus.ssot.server.registry.anchor.VersionAddKind;
import com.nexus.ssot.server.registry.anchor.VersionDraft;
import com.nexus.ssot.server.registry.anchor.VersionTable;
import com.nexus.ssot.server.registry.governance.Governance;
import com.nexus.ssot.server.registry.governance.GovernanceTable;
import com.nexus.ssot.server.registry.governance.RuleSetDraft;
import com.nexus.ssot.server.registry.importing.ImportSteps.Phase;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Imports what an export wrote. Names, contents and rules come back as they were; ids, revisions,
 * times and histories are this registry's own. Thread-safe.
 */
@Component
class JsonlImport {
  /** The largest export that is taken back, in bytes. */
  static final int MAX_BYTES = 128 << 20;

  private static final int MOST_CAUSES = 100;

  private final Existing existing;
  private final GovernanceTable governance;
  private final AnchorTable anchors;
  private final VersionTable versions;
  private final ImportRun runner;
  private final InstantSource clock;

  JsonlImport(
      Existing existing,
      GovernanceTable governance,
      AnchorTable anchors,
      VersionTable versions,
      ImportRun runner,
      InstantSource clock) {
    this.existing = existing;
    this.governance = governance;
    this.anchors = anchors;
    this.versions = versions;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * Imports an export.
   *
   * @param source what the data is called in the report
   * @throws Fault when the data is not a whole export, or clashes and {@code conflicts} says abort
   */
  ImportReport run(
      byte[] data,
      @Nullable String source,
      ImportQuery.Conflicts conflicts,
      Actor actor,
      boolean dryRun) {
    List<ExportReader.Line> lines = ExportReader.read(data);
    JsonlPlanner planner =
        new JsonlPlanner(existing, conflicts, firstChange(), actor, clock.instant());
    for (ExportReader.Line line : lines) {
      switch (line.type()) {
        case ExportLines.GOVERNANCE -> planRules(line, planner);
        case ExportLines.VERSION -> planVersion(data, line, planner);
        case "alias" -> {}
        default -> planner.plan(ExportType.of(line.type()).orElseThrow(), line);
      }
    }
    AliasOrder.of(lines.stream().filter(line -> line.type().equals("alias")).toList())
        .forEach(line -> planner.plan(ExportType.ALIAS, line));
    if (conflicts == ImportQuery.Conflicts.ABORT && !planner.clashes().isEmpty()) {
      throw clash(planner.clashes());
    }
    List<UUID> changes = runner.run(planner.steps(), actor, dryRun);
    return report(Objects.requireNonNullElse(source, "export"), planner, changes);
  }

  private @Nullable UUID firstChange() {
    return governance.find(1).map(first -> first.set().changeId()).orElse(null);
  }

  private void planRules(ExportReader.Line line, JsonlPlanner planner) {
    ImportStep.Result result = planner.result(line, "rules");
    JsonNode object = line.object();
    Optional<GovernanceTable.Stored> current = governance.current();
    boolean same =
        current.isPresent()
            && current.get().set().checksum().equals(object.path("checksum").asString(""));
    boolean untouched = current.isEmpty() || current.get().set().version() == 1;
    if (same) {
      result.set(State.UNCHANGED, null);
    } else if (untouched || planner.mayReplace(result)) {
      result.set(State.UPDATED, null);
      String rules = object.path("source").asString("");
      planner.add(
          Phase.RULES,
          result,
          false,
          () -> Operation.of(Governance.ADOPT, new RuleSetDraft(rules, "export", false)));
    }
  }

  private void planVersion(byte[] data, ExportReader.Line line, JsonlPlanner planner) {
    JsonNode object = line.object();
    String anchorId = object.path("anchor_id").asString("");
    String label = object.path("label").asString("");
    ImportStep.Result result = planner.result(line, anchorId + "@" + label);
    Anchor anchor = anchors.find(Name.of(anchorId).key()).orElse(null);
    AnchorVersion known = anchor == null ? null : versions.find(anchor.id(), label).orElse(null);
    if (known == null) {
      String format = object.path("format").asString("");
      planner.add(
          Phase.ANCHORS,
          result,
          false,
          () ->
              Operation.of(
                  VersionAddKind.NAME,
                  new VersionDraft(
                      anchorId,
                      label,
                      format.isEmpty() ? null : format,
                      ExportReader.content(data, line))));
    } else if (known.contentHash().equals(object.path("content_hash").asString(""))) {
      result.set(State.UNCHANGED, null);
    } else if (planner.mayReplace(result)) {
      result.set(State.FAILED, "A version cannot be changed, and it has other content.");
    }
  }

  private static Fault clash(List<ImportStep.Result> clashes) {
    List<Cause> causes =
        clashes.stream()
            .limit(MOST_CAUSES)
            .map(row ->
                Cause.at(
                    "line " + row.line().number(),
                    "the " + row.line().type() + " '" + row.name() + "' says something else here",
                    "choose conflicts=skip or conflicts=overwrite"))
            .toList();
    return Fault.of(
        FaultCode.ALREADY_EXISTS,
        clashes.size() + " rows clash with what is registered; nothing was imported",
        causes);
  }

  private static ImportReport report(String source, JsonlPlanner planner, List<UUID> changes) {
    Rows rows = new Rows();
    boolean waits = false;
    for (ImportStep.Result result : planner.results()) {
      rows.add(
          result.line().number(),
          result.line().type(),
          result.name(),
          result.state(),
          result.message());
      waits |= result.state() == State.WAITING;
    }
    State done = planner.steps().isEmpty() ? State.UNCHANGED : State.UPDATED;
    return new ImportReport(
        source,
        null,
        null,
        waits ? State.WAITING : done,
        changes.isEmpty() ? null : changes.getFirst(),
        changes,
        rows.counts(),
        rows.all(),
        List.of(),
        null);
  }
}
