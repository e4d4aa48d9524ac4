package com.nexus.ssot.server.base;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is acting, and by which credential.
 *
 * @param principalId the principal
 * @param subject the random pseudonym that stands for the principal in the audit log
 * @param onBehalfOf the pseudonym of whoever an agent acts for; null for others, and when it is not
 *     known
 * @param name shown name
 * @param via how the credential was given: {@code key:<key id>} or {@code internal}
 * @param verbs what the credential allows
 * @param contexts keys of the contexts the credential is limited to; {@code *} for all
 * @param admin whether the principal may do everything (the first administrator, built-in jobs)
 * @param ip the caller's address
 * @param userAgent the caller's program, as it says itself
 * @param requestId the id of the request in traces and answers
 */
public record Actor(
    UUID principalId,
    UUID subject,
    @Nullable UUID onBehalfOf,
    PrincipalKind kind,
    String name,
    String via,
    Set<Verb> verbs,
    Set<String> contexts,
    boolean admin,
    @Nullable String ip,
    @Nullable String userAgent,
    String requestId) {

  /** Somebody who acts for themselves. */
  public Actor(
      UUID principalId,
      UUID subject,
      PrincipalKind kind,
      String name,
      String via,
      Set<Verb> verbs,
      Set<String> contexts,
      boolean admin,
      @Nullable String ip,
      @Nullable String userAgent,
      String requestId) {
    this(
        principalId,
        subject,
        null,
        kind,
        name,
        via,
        verbs,
        contexts,
        admin,
        ip,
        userAgent,
        requestId);
  }

  /** Whether the credential reaches the context with this key. */
  public boolean reaches(String contextKey) {
    return contexts.contains("*") || contexts.contains(contextKey);
  }
}
