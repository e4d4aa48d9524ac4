package com.nexus.ssot.server.identity.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.util.Set;

/**
 * One issuer, as OpenID Connect says.
 *
 * @param google whether it is Google, which lets people choose again but does not ask for a
 *     password, nor says when it did
 */
record PlainDialect(String issuer, boolean google) implements OidcProvider.Dialect {
  static final String DOCUMENT = "/.well-known/openid-configuration";

  @Override
  public URI document() {
    return URI.create(issuer.replaceFirst("/$", "") + DOCUMENT);
  }

  @Override
  public String documentIssuer() {
    return issuer;
  }

  @Override
  public Set<String> issuers() {
    return Set.of(issuer);
  }

  @Override
  public String subject(JWTClaimsSet claims) throws BadJWTException {
    if (!issuer.equals(claims.getIssuer())) {
      throw new BadJWTException("the token is of another issuer");
    }
    return claims.getSubject();
  }

  @Override
  public boolean saysWhen() {
    return !google;
  }

  @Override
  public void askAgain(AuthenticationRequest.Builder request) {
    if (google) {
      request.prompt(Prompt.Type.SELECT_ACCOUNT);
    } else {
      OidcProvider.Dialect.super.askAgain(request);
    }
  }
}
