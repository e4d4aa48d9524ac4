package com.nexus.ssot.server.base;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is acting, by which credential, and from where.
 *
 * @param principalId the principal
 * @param subject the random pseudonym that stands for the principal in the audit log
 * @param onBehalfOf the pseudonym of whoever an agent acts for; null for others, and when it is not
 *     known
 * @param name shown name
 */
public record Actor(
    UUID principalId,
    UUID subject,
    @Nullable UUID onBehalfOf,
    PrincipalKind kind,
    String name,
    Credential credential,
    Origin origin) {

  /**
   * What the caller showed, and what it allows at most.
   *
   * @param via how it was given: {@code key:<key id>}, {@code session:<id>}, {@code token:<id>} or
   *     {@code internal}
   * @param verbs what it allows
   * @param contexts keys of the contexts it is limited to; {@code *} for all
   * @param authenticatedAt when a person proved who they are; null for what no person is behind
   */
  public record Credential(
      String via, Set<Verb> verbs, Set<String> contexts, @Nullable Instant authenticatedAt) {
    private static final String EVERYWHERE = "*";

    public Credential {
      verbs = Set.copyOf(verbs);
      contexts = Set.copyOf(contexts);
    }

    /** Of the server itself: limits nothing. */
    public static Credential internal() {
      return new Credential("internal", Set.of(Verb.values()), Set.of(EVERYWHERE), null);
    }

    /** Whether it reaches every context. */
    public boolean reachesAll() {
      return contexts.contains(EVERYWHERE);
    }

    /** Whether it reaches the context with this key. */
    public boolean reaches(String contextKey) {
      return reachesAll() || contexts.contains(contextKey);
    }
  }

  /**
   * Where a request came from.
   *
   * @param ip the caller's address; null for what the server does on its own
   * @param userAgent the caller's program, as it says itself
   * @param requestId the id of the request in traces and answers
   * @param certificate SHA-256 of the public key of the client certificate it showed, in small
   *     hexadecimal digits; null for none
   */
  public record Origin(
      @Nullable String ip,
      @Nullable String userAgent,
      String requestId,
      @Nullable String certificate) {
    /** The server itself. */
    public static final Origin INTERNAL = new Origin(null, null, "internal", null);
  }

  /** How the credential was given. */
  public String via() {
    return credential.via();
  }

  /** What the credential allows. */
  public Set<Verb> verbs() {
    return credential.verbs();
  }

  /** The caller's address. */
  public @Nullable String ip() {
    return origin.ip();
  }

  /** The caller's program. */
  public @Nullable String userAgent() {
    return origin.userAgent();
  }

  /** The id of the request. */
  public String requestId() {
    return origin.requestId();
  }
}
