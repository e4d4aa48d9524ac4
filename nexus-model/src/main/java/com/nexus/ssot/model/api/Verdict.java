package com.nexus.ssot.model.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of a revision of a change.
 *
 * @param by name of the person
 * @param revision the revision of the change that it is about; of earlier ones it is history
 * @param digest what the person saw
 */
public record Verdict(
    String by, Kind verdict, int revision, String digest, @Nullable String comment, Instant at) {

  /** Yes or no. */
  public enum Kind {
    APPROVED,
    REJECTED
  }
}
