package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a search found.
 *
 * @param type {@code alias}, {@code anchor} or {@code endpoint}
 * @param context of an alias; null for everything else
 * @param canonical what an alias leads to; null for everything else
 * @param score how well it fits, 1 for exactly
 * @param matchReason why it was found
 */
public record SearchHit(
    String type,
    String name,
    @Nullable String context,
    @Nullable String canonical,
    @Nullable String description,
    double score,
    Reason matchReason) {

  /** Why something was found, the best reason first. */
  public enum Reason {
    EXACT,
    PREFIX,
    SIMILAR,
    DESCRIPTION
  }
}
