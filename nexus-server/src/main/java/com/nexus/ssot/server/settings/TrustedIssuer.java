package com.nexus.ssot.server.settings;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Somebody whose tokens are believed for the subjects that are listed. Immutable.
 *
 * @param name what it is called in logs
 * @param issuer exactly what its tokens say in {@code iss}
 * @param audience what its tokens for this server say in {@code aud}
 * @param algorithms how its tokens may be signed; never with a shared secret
 * @param jwks where its keys are
 * @param types values of {@code typ} that its access tokens have, in small letters
 * @param subjects name or id of a service or agent, by what the tokens say in {@code sub}
 * @param at where it is set
 */
public record TrustedIssuer(
    String name,
    String issuer,
    String audience,
    Set<String> algorithms,
    URI jwks,
    Set<String> types,
    Map<String, String> subjects,
    String at) {

  public TrustedIssuer {
    algorithms = Set.copyOf(algorithms);
    types = Set.copyOf(types);
    subjects = Map.copyOf(subjects);
  }
}
