package com.nexus.ssot.server.registry.importing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The steps of an import of rows, in an order in which each finds what it needs. */
final class ImportSteps {
  private final Map<Phase, List<ImportStep>> byPhase = new EnumMap<>(Phase.class);

  /** When something is done. */
  enum Phase {
    RULES,
    CONTEXTS,
    SERVICES,
    ANCHORS,
    /** After versions, which were allowed where they come from. */
    LEVELS,
    ENDPOINTS,
    ALIASES,
    SUCCESSORS,
    EXPIRE_ALIASES,
    SWITCH_ALIASES_OFF,
    /** Backwards: those that lead to others first. */
    DELETE_ALIASES,
    DELETE_ENDPOINTS,
    DELETE_ANCHORS,
    DELETE_SERVICES,
    CLOSE_CONTEXTS;

    static Phase making(ExportType type) {
      return switch (type) {
        case CONTEXT -> CONTEXTS;
        case SERVICE -> SERVICES;
        case ANCHOR -> ANCHORS;
        case ENDPOINT -> ENDPOINTS;
        case ALIAS -> ALIASES;
      };
    }

    static Phase deleting(ExportType type) {
      return switch (type) {
        case CONTEXT -> CLOSE_CONTEXTS;
        case SERVICE -> DELETE_SERVICES;
        case ANCHOR -> DELETE_ANCHORS;
        case ENDPOINT -> DELETE_ENDPOINTS;
        case ALIAS -> DELETE_ALIASES;
      };
    }
  }

  void add(Phase phase, ImportStep step) {
    byPhase.computeIfAbsent(phase, _ -> new ArrayList<>()).add(step);
  }

  boolean isEmpty() {
    return byPhase.isEmpty();
  }

  /**
   * Steps that can be one change: of one phase, not too many. Aliases that people must approve
   * stand together, because nothing of it is there before that.
   */
  List<List<ImportStep>> batches(int most) {
    List<List<ImportStep>> batches = new ArrayList<>();
    List<ImportStep> waiting = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      List<ImportStep> added = byPhase.getOrDefault(phase, List.of());
      List<ImportStep> steps = phase == Phase.DELETE_ALIASES ? added.reversed() : added;
      cut(steps.stream().filter(step -> !step.waits()).toList(), most, batches);
      steps.stream().filter(ImportStep::waits).forEach(waiting::add);
      if (phase == Phase.DELETE_ALIASES) {
        cut(waiting, most, batches);
      }
    }
    return batches;
  }

  private static void cut(List<ImportStep> steps, int most, List<List<ImportStep>> batches) {
    for (int from = 0; from < steps.size(); from += most) {
      batches.add(steps.subList(from, Math.min(from + most, steps.size())));
    }
  }
}
