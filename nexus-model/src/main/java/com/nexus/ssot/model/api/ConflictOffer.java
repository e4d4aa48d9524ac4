package com.nexus.ssot.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A way to settle a conflict.
 *
 * @param resolution what to ask for, such as {@code keep_first}
 * @param says what it does, in a sentence
 * @param parameters what must or may be said with it
 * @param operations exactly what it would propose, besides that the conflict is settled; a
 *     parameter that is still missing stands there as {@code {name}}
 */
public record ConflictOffer(
    String resolution, String says, List<Parameter> parameters, List<Proposed> operations) {

  /** Something to be said. */
  public record Parameter(String name, boolean required, String says) {}

  /**
   * One operation of the change.
   *
   * @param kind such as {@code alias.update}
   * @param body what it is given
   * @param ifMatch the entity tag that it demands of its target; null for none
   */
  public record Proposed(String kind, JsonNode body, @Nullable String ifMatch) {}
}
