package com.nexus.ssot.model.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param document the file or address the data came from, as the caller named it
 * @param anchorId the anchor a document became; null for imports of other kinds
 * @param version label of the version the document became
 * @param changeIds the changes that did it, in order; empty when nothing changed
 * @param counts how many rows ended in each state
 * @param rows one for each thing the data speaks of
 * @param warnings what the reader should know, in sentences
 * @param compatibility whom a document hurts that is a new version; null for everything else
 */
public record ImportReport(
    String document,
    @Nullable String anchorId,
    @Nullable String version,
    State state,
    @Nullable UUID changeId,
    List<UUID> changeIds,
    Map<String, Integer> counts,
    List<Row> rows,
    List<String> warnings,
    @Nullable Compatibility compatibility) {

  /** What became of a row or of the whole. */
  public enum State {
    CREATED,
    UPDATED,
    UNCHANGED,
    DEACTIVATED,
    SKIPPED,
    FAILED,
    /** Waits for people to approve it. */
    WAITING
  }

  /**
   * One row.
   *
   * @param line where it stands in the data, from 1; null where lines mean nothing
   * @param kind kind of object, such as {@code endpoint}
   */
  public record Row(
      @Nullable Integer line, String kind, String name, State state, @Nullable String message) {}
}
