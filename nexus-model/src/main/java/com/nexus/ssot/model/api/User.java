package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person. Who may not see personal data sees {@code ***} in its place.
 *
 * @param username the name for signing in, for ever the same
 * @param teams names of the teams the person is in
 * @param roles names of the roles the person has, also by a team
 * @param changeId the change that made this revision; null for what the server made by itself
 * @param disabledAt since when the person cannot do anything; null while they can
 */
public record User(
    UUID id,
    String username,
    String displayName,
    @Nullable String email,
    List<String> teams,
    List<String> roles,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable UUID changeId,
    @Nullable Instant disabledAt) {
  /** What stands for personal data. */
  public static final String MASK = "***";

  /** The same without personal data. */
  public User masked() {
    return new User(
        id,
        username,
        MASK,
        email == null ? null : MASK,
        teams,
        roles,
        revision,
        createdAt,
        updatedAt,
        changeId,
        disabledAt);
  }

  /** Without personal data, which belongs neither in logs nor in traces. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
