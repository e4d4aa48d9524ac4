package com.nexus.ssot.server.identity.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Microsoft, where each directory is an issuer of its own. A person is known by directory and
 * object id; the subject differs from client to client.
 *
 * @param base where it is
 * @param tenants ids of the directories whose people may come
 */
record MicrosoftDialect(String base, Set<String> tenants) implements OidcProvider.Dialect {
  /** Stands in the common document for the directory, which only the token names. */
  private static final String ANY = "{tenantid}";

  private static final String COMMON = "organizations";

  @Override
  public URI document() {
    String tenant = tenants.size() == 1 ? tenants.iterator().next() : COMMON;
    return URI.create(base + "/" + tenant + "/v2.0" + PlainDialect.DOCUMENT);
  }

  @Override
  public String documentIssuer() {
    return issuer(tenants.size() == 1 ? tenants.iterator().next() : ANY);
  }

  @Override
  public Set<String> issuers() {
    return tenants.stream().map(this::issuer).collect(Collectors.toSet());
  }

  private String issuer(String tenant) {
    return base + "/" + tenant + "/v2.0";
  }

  @Override
  public String subject(JWTClaimsSet claims) throws BadJWTException {
    String tenant = IdTokens.text(claims, "tid");
    String person = IdTokens.text(claims, "oid");
    if (tenant == null || !tenants.contains(tenant) || !issuer(tenant).equals(claims.getIssuer())) {
      throw new BadJWTException("the token is of another directory");
    }
    if (person == null || person.isBlank()) {
      throw new BadJWTException("the token does not say who it is about");
    }
    return person;
  }

  @Override
  public boolean saysWhen() {
    return false;
  }
}
