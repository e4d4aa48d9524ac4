package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.ObjectPatch;
import com.nexus.ssot.server.registry.ObjectTarget;
import com.nexus.ssot.server.registry.alias.AliasOperations;
import com.nexus.ssot.server.registry.anchor.Formats;
import com.nexus.ssot.server.registry.importing.ImportSteps.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares rows of objects with what is registered, and says what it takes to make that agree. Used
 * once, by one thread.
 */
final class JsonlPlanner {
  private final Existing existing;
  private final ImportQuery.Conflicts conflicts;
  private final @Nullable UUID firstChange;
  private final Actor actor;
  private final Instant now;
  private final ImportSteps steps = new ImportSteps();
  private final List<ImportStep.Result> results = new ArrayList<>();
  private final List<ImportStep.Result> clashes = new ArrayList<>();
  private final Map<String, Boolean> waiting = new HashMap<>();
  private final Map<String, Set<String>> open = new HashMap<>();

  /**
   * @param firstChange the change that gave the registry its first rules and contexts; what it made
   *     and nobody touched may be replaced
   * @param actor who imports; is told nothing of what they may not read
   * @param now aliases that expire no later have expired
   */
  JsonlPlanner(
      Existing existing,
      ImportQuery.Conflicts conflicts,
      @Nullable UUID firstChange,
      Actor actor,
      Instant now) {
    this.actor = actor;
    this.now = now;
    this.existing = existing;
    this.conflicts = conflicts;
    this.firstChange = firstChange;
  }

  ImportSteps steps() {
    return steps;
  }

  List<ImportStep.Result> results() {
    return results;
  }

  /** Rows that say something else than what is registered. */
  List<ImportStep.Result> clashes() {
    return clashes;
  }

  /** Notes a row and what it takes. */
  void plan(ExportType type, ExportReader.Line line) {
    JsonNode object = line.object();
    // What is hidden is not compared: to try to make it is refused like any such try.
    Registered known =
        existing.shows(actor, type, object) ? existing.of(type, object).orElse(null) : null;
    ImportStep.Result result = result(line, name(type, object));
    if (known == null) {
      create(type, line, result);
      return;
    }
    ObjectNode wanted = type.said(object);
    ObjectNode patch = ExportType.difference(type.said(Json.tree(known)), wanted);
    boolean deleted = known.deletedAt() != null;
    if (patch.isEmpty() && deleted == line.deleted()) {
      result.set(State.UNCHANGED, null);
    } else if (mayReplace(result, known)) {
      replace(type, line, deleted, patch, result);
    }
  }

  /** Whether what is registered may give way; tells it in the result when not. */
  boolean mayReplace(ImportStep.Result result, @Nullable Registered known) {
    boolean untouched =
        known instanceof Context && known.revision() == 1 && known.changeId().equals(firstChange);
    return untouched || mayReplace(result);
  }

  boolean mayReplace(ImportStep.Result result) {
    if (conflicts == ImportQuery.Conflicts.OVERWRITE) {
      return true;
    }
    result.set(State.SKIPPED, "It exists and says something else.");
    clashes.add(result);
    return false;
  }

  ImportStep.Result result(ExportReader.Line line, String name) {
    ImportStep.Result result = new ImportStep.Result(line, name, State.CREATED, null);
    results.add(result);
    return result;
  }

  void add(Phase phase, ImportStep.Result row, boolean waits, Supplier<Operation> operation) {
    steps.add(phase, new ImportStep(row, operation, waits));
  }

  private static String name(ExportType type, JsonNode object) {
    return type == ExportType.ALIAS
        ? object.path("context").asString("") + "/" + type.nameIn(object)
        : type.nameIn(object);
  }

  private void create(ExportType type, ExportReader.Line line, ImportStep.Result result) {
    ObjectNode said = type.said(line.object());
    boolean waits = waits(type, line.object());
    if (type == ExportType.CONTEXT) {
      createContext(said, line, result);
    } else if (type == ExportType.ALIAS) {
      if (isOpen(line.object())) {
        result.set(State.WAITING, "A change that waits for approval makes it.");
        return;
      }
      ObjectNode last = takeLast(said);
      add(Phase.ALIASES, result, waits, () -> creation(type, said));
      addLast(line.object(), last, waits, result);
    } else if (type == ExportType.ANCHOR) {
      createAnchor(said, line, result);
    } else {
      add(Phase.making(type), result, waits, () -> creation(type, said));
    }
    if (line.deleted()) {
      add(Phase.deleting(type), result, waits, () -> deletion(type, line.object()));
    }
  }

  /** A new anchor takes all its versions, and demands what it demands after that. */
  private void createAnchor(ObjectNode said, ExportReader.Line line, ImportStep.Result result) {
    ObjectNode level = said.deepCopy().retain("compatibility");
    if (!said.path("format").asString(Formats.UNSPECIFIED).equals(Formats.UNSPECIFIED)) {
      said.put("compatibility", CompatibilityLevel.NONE.name());
    } else {
      said.remove("compatibility");
    }
    add(Phase.ANCHORS, result, false, () -> creation(ExportType.ANCHOR, said));
    if (level.has("compatibility")
        && !level.path("compatibility").equals(said.path("compatibility"))) {
      add(Phase.LEVELS, result, false, () -> update(ExportType.ANCHOR, line.object(), level));
    }
  }

  /** A new context is open until its aliases stand in it, and becomes what it is after that. */
  private void createContext(ObjectNode said, ExportReader.Line line, ImportStep.Result result) {
    ObjectNode closing = takeClosing(said);
    waiting.put(Name.of(said.path("name").asString("")).key(), false);
    add(
        Phase.CONTEXTS,
        result,
        false,
        () -> Operation.of("context.create", Json.convert(said, ContextDraft.class)));
    addClosing(line.object(), closing, result);
  }

  /** Takes out of what is said about a context what would keep its aliases out. */
  private static ObjectNode takeClosing(ObjectNode said) {
    ObjectNode closing = Json.mapper().createObjectNode();
    if (said.path("approval_required").asBoolean(false)) {
      closing.set("approval_required", said.remove("approval_required"));
    }
    if (said.path("mode").asString("").equals(ContextMode.READONLY.name())) {
      closing.set("mode", said.remove("mode"));
    }
    return closing;
  }

  private void addClosing(JsonNode object, ObjectNode closing, ImportStep.Result result) {
    if (!closing.isEmpty()) {
      add(Phase.CLOSE_CONTEXTS, result, false, () -> update(ExportType.CONTEXT, object, closing));
    }
  }

  /**
   * Takes out of what is said about an alias what others may forbid: a successor must be in use
   * when it is named, and so must an alias that another leads to; and nothing is made that has
   * expired.
   */
  private ObjectNode takeLast(ObjectNode said) {
    ObjectNode last = Json.mapper().createObjectNode();
    if (expiry(said).filter(expires -> !expires.isAfter(now)).isPresent()) {
      last.set("expires_at", said.remove("expires_at"));
    }
    if (said.path("successor").isString()) {
      last.set("successor", said.remove("successor"));
    }
    if (said.has("is_active") && !said.path("is_active").asBoolean(true)) {
      last.set("is_active", said.remove("is_active"));
    }
    return last;
  }

  private static Optional<Instant> expiry(JsonNode said) {
    JsonNode text = said.path("expires_at");
    return text.isString() ? Optional.of(Json.convert(text, Instant.class)) : Optional.empty();
  }

  private void addLast(JsonNode object, ObjectNode last, boolean waits, ImportStep.Result result) {
    ObjectNode successor = last.deepCopy().retain("successor");
    ObjectNode active = last.deepCopy().retain("is_active");
    if (!successor.isEmpty()) {
      add(Phase.SUCCESSORS, result, waits, () -> update(ExportType.ALIAS, object, successor));
    }
    expiry(last)
        .ifPresent(at ->
            add(
                Phase.EXPIRE_ALIASES,
                result,
                waits,
                () ->
                    AliasOperations.expire(
                        object.path("context").asString(""), ExportType.ALIAS.nameIn(object), at)));
    if (!active.isEmpty()) {
      add(Phase.SWITCH_ALIASES_OFF, result, waits, () -> update(ExportType.ALIAS, object, active));
    }
  }

  private void replace(
      ExportType type,
      ExportReader.Line line,
      boolean deleted,
      ObjectNode patch,
      ImportStep.Result result) {
    result.set(State.UPDATED, null);
    if (type == ExportType.CONTEXT && patch.has("approval_required")) {
      // It is open from the beginning, or until the end.
      waiting.put(Name.of(type.nameIn(line.object())).key(), false);
    }
    boolean waits = waits(type, line.object());
    boolean touched = deleted && !line.deleted();
    if (touched) {
      add(Phase.making(type), result, waits, () -> restoration(type, line.object()));
    }
    if (!(deleted && line.deleted())) {
      patch(type, line.object(), patch, waits, result);
    }
    if (!deleted && line.deleted()) {
      add(Phase.deleting(type), result, waits, () -> deletion(type, line.object()));
    }
  }

  private void patch(
      ExportType type, JsonNode object, ObjectNode patch, boolean waits, ImportStep.Result result) {
    ObjectNode closing =
        type == ExportType.CONTEXT ? takeClosing(patch) : Json.mapper().createObjectNode();
    ObjectNode last = type == ExportType.ALIAS ? takeLast(patch) : Json.mapper().createObjectNode();
    if (!patch.isEmpty()) {
      add(Phase.making(type), result, waits, () -> update(type, object, patch));
    }
    addClosing(object, closing, result);
    addLast(object, last, waits, result);
  }

  /** Whether a change that waits for people makes this alias. */
  private boolean isOpen(JsonNode alias) {
    return existing.shows(actor, ExportType.ALIAS, alias)
        && open.computeIfAbsent(Existing.contextKey(alias), existing::waiting)
            .contains(Name.of(ExportType.ALIAS.nameIn(alias)).key());
  }

  /** Whether people must approve a write: the context exists already and says so. */
  private boolean waits(ExportType type, JsonNode object) {
    return type == ExportType.ALIAS
        && waiting.computeIfAbsent(
            Existing.contextKey(object),
            key ->
                existing
                    .of(ExportType.CONTEXT, Json.mapper().createObjectNode().put("name", key))
                    .map(context -> context instanceof Context c && c.approvalRequired())
                    .orElse(false));
  }

  private static Operation creation(ExportType type, ObjectNode said) {
    return type == ExportType.ALIAS
        ? AliasOperations.create(Json.convert(said, AliasDraft.class))
        : Operation.of(type.word() + ".create", type.draft(said));
  }

  private static Operation update(ExportType type, JsonNode object, ObjectNode patch) {
    return type == ExportType.ALIAS
        ? AliasOperations.update(object.path("context").asString(""), type.nameIn(object), patch)
        : Operation.of(type.word() + ".update", new ObjectPatch(type.nameIn(object), patch));
  }

  private static Operation deletion(ExportType type, JsonNode object) {
    return type == ExportType.ALIAS
        ? AliasOperations.delete(object.path("context").asString(""), type.nameIn(object))
        : Operation.of(type.word() + ".delete", new ObjectTarget(type.nameIn(object)));
  }

  private static Operation restoration(ExportType type, JsonNode object) {
    return type == ExportType.ALIAS
        ? AliasOperations.restore(object.path("context").asString(""), type.nameIn(object))
        : Operation.of(type.word() + ".restore", new ObjectTarget(type.nameIn(object)));
  }
}
