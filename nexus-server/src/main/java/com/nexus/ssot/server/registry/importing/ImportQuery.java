package com.nexus.ssot.server.registry.importing;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says about an import besides its data.
 *
 * @param source the file or address a document came from; the same source and title are the same
 *     anchor
 * @param aliases context in which each operation of a document gets an alias
 * @param owner who answers for what is created
 * @param conflicts what becomes of rows that clash with what exists; {@code abort} when not given
 * @param dryRun whether everything is checked and nothing is stored
 */
record ImportQuery(
    Format format,
    @Nullable String source,
    @Nullable String aliases,
    @Nullable String owner,
    @Nullable Conflicts conflicts,
    boolean dryRun) {

  /** What the data is. */
  enum Format {
    OPENAPI,
    MANIFEST,
    JSONL
  }

  /** What becomes of rows that clash with what exists. */
  enum Conflicts {
    /** Nothing is imported. */
    ABORT,
    /** What exists stays. */
    SKIP,
    /** The row replaces it. */
    OVERWRITE
  }
}
