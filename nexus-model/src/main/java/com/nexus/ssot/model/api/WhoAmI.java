package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param via by which credential, such as {@code key:<key id>}
 * @param verbs what the credential allows
 * @param contexts contexts it reaches; {@code *} for all
 * @param teams names of the teams whose rights the caller has
 * @param roles names of the roles the caller has, also by a team
 * @param expiresAt when the credential ends; null when it does not
 */
public record WhoAmI(
    UUID principalId,
    String name,
    PrincipalKind kind,
    String via,
    List<Verb> verbs,
    List<String> contexts,
    List<String> teams,
    List<String> roles,
    @Nullable Instant expiresAt) {}
