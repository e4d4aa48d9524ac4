package com.nexus.ssot.model.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about a role.
 *
 * @param members names of the teams whose members have it, {@code *} for every team; null where the
 *     file does not say who has it
 */
public record RoleRules(
    String name,
    String description,
    List<Grant> grants,
    List<Scope> restrictions,
    @Nullable List<String> members) {
  /** Every team. */
  public static final String EVERY_TEAM = "*";
}
