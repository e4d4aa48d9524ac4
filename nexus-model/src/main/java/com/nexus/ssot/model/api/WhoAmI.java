package com.nexus.ssot.model.api;

import java.util.List;
import java.util.UUID;

/**
 * Who is calling.
 *
 * @param via by which credential, such as {@code key:<key id>}
 * @param verbs what the credential allows
 * @param contexts contexts it reaches; {@code *} for all
 */
public record WhoAmI(
    UUID principalId,
    String name,
    PrincipalKind kind,
    String via,
    List<Verb> verbs,
    List<String> contexts) {}
