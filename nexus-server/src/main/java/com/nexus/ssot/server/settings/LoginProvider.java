package com.nexus.ssot.server.settings;

import java.util.List;
import java.util.Set;

/**
 * A place where people prove who they are. Immutable.
 *
 * @param name stands in addresses
 * @param label what people know it by
 * @param issuer exactly as it names itself; of GitHub and Microsoft the address they are at
 * @param scopes what is asked of it about a person
 * @param tenants of Microsoft: whose people may come; empty elsewhere
 */
public record LoginProvider(
    String name,
    Kind kind,
    String label,
    String issuer,
    String clientId,
    String clientSecret,
    List<String> scopes,
    Set<String> tenants) {

  /** How it speaks. */
  public enum Kind {
    GITHUB,
    GOOGLE,
    MICROSOFT,
    /** As OpenID Connect says, and nothing besides. */
    OIDC
  }

  public LoginProvider {
    scopes = List.copyOf(scopes);
    tenants = Set.copyOf(tenants);
  }

  @Override
  public String toString() {
    return "LoginProvider[" + name + "]";
  }
}
