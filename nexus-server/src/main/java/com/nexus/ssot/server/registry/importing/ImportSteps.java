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
    ENDPOINTS,
    ALIASES,
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

  /** All steps, in order. */
  List<ImportStep> all() {
    return byPhase.values().stream().flatMap(List::stream).toList();
  }

  /** Steps that can be one change: of one phase, of one fate, not too many. */
  List<List<ImportStep>> batches(int most) {
    List<List<ImportStep>> batches = new ArrayList<>();
    for (List<ImportStep> phase : byPhase.values()) {
      List<ImportStep> batch = new ArrayList<>();
      for (ImportStep step : phase) {
        boolean other = !batch.isEmpty() && batch.getFirst().waits() != step.waits();
        if (batch.size() == most || other) {
          batches.add(batch);
          batch = new ArrayList<>();
        }
        batch.add(step);
      }
      batches.add(batch);
    }
    return batches;
  }
}
