package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a name means what it means.
 *
 * @param canonicalName what it means; null unless found
 * @param summary the answer in one sentence
 * @param steps every rule and hop that led there, in order
 */
public record Explanation(
    String alias,
    String context,
    ResolveOutcome outcome,
    @Nullable String canonicalName,
    @Nullable String successor,
    String summary,
    List<Step> steps) {

  /**
   * One rule that was applied, or one hop that was made.
   *
   * @param number counts from 1
   * @param rule which one
   * @param passed whether it let the way go on
   * @param subject the alias, context or target it was about
   * @param leadsTo what comes next after a hop
   * @param sentence the same for people
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Step(
      int number,
      Rule rule,
      boolean passed,
      String subject,
      @Nullable String leadsTo,
      String sentence) {}

  /** What can decide about a name. */
  public enum Rule {
    /** The name was brought into its normal form. */
    NORMALISED,
    /** The context must exist. */
    CONTEXT,
    /** The alias must exist in the context. */
    EXISTS,
    /** A change that would create the alias must be approved first. */
    APPROVAL,
    /** The context sends unknown names to {@code default}. */
    FALLBACK,
    /** The alias must not be deleted. */
    DELETED,
    /** The alias must be switched on. */
    ACTIVE,
    /** The alias must be valid already. */
    VALID_FROM,
    /** The alias must not have expired. */
    EXPIRY,
    /** The alias should no longer be used, which does not keep it from resolving. */
    DEPRECATED,
    /** The alias leads to another. */
    HOP,
    /** The alias leads to the end of the way, which should exist. */
    TARGET
  }
}
