package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.settings.LoginProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider that speaks OpenID Connect; Google and Microsoft do. Thread-safe. */
final class OidcProvider implements Provider {
  private final LoginProvider settings;
  private final Dialect dialect;
  private final Discovery discovery;
  private final ProviderCalls calls;
  private final IdTokens tokens;

  OidcProvider(LoginProvider settings, Dialect dialect, ProviderCalls calls, InstantSource clock) {
    this.settings = settings;
    this.dialect = dialect;
    this.discovery = new Discovery(settings.label(), dialect, calls, clock);
    this.calls = calls;
    this.tokens = new IdTokens(settings.clientId(), clock);
  }

  @Override
  public LoginProvider settings() {
    return settings;
  }

  @Override
  public Set<String> issuers() {
    return dialect.issuers();
  }

  @Override
  public boolean alwaysSaysIssuer() {
    return discovery.get().saysIssuer();
  }

  @Override
  public boolean canSayWhen() {
    return true;
  }

  @Override
  public URI address(Pending pending, URI comeBack) {
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(settings.scopes().toArray(String[]::new)),
                new ClientID(settings.clientId()),
                comeBack)
            .endpointURI(discovery.get().authorization())
            .state(new State(pending.state()))
            .nonce(new Nonce(pending.nonce()))
            .codeChallenge(pending.codeVerifier(), CodeChallengeMethod.S256);
    if (pending.fresh()) {
      dialect.askAgain(request);
    }
    return request.build().toURI();
  }

  @Override
  public Vouched vouched(String code, Pending pending, URI comeBack) {
    Discovered discovered = discovery.get();
    JWT token = idToken(code, pending, comeBack, discovered);
    try {
      JWTClaimsSet claims = tokens.verify(token, discovered.keys(), pending.nonce());
      Vouched vouched =
          new Vouched(
              claims.getIssuer(),
              dialect.subject(claims),
              IdTokens.text(claims, "preferred_username"),
              IdTokens.text(claims, "name"),
              IdTokens.text(claims, "email"),
              authenticatedAt(claims));
      requireFresh(vouched, pending);
      return vouched;
    } catch (KeySourceException e) {
      throw ProviderFaults.away(settings.label(), e);
    } catch (BadJOSEException | JOSEException e) {
      throw ProviderFaults.refused(settings.label(), "It is not for this login.", e);
    }
  }

  private JWT idToken(String code, Pending pending, URI comeBack, Discovered discovered) {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(new AuthorizationCode(code), comeBack, pending.codeVerifier());
    TokenRequest request =
        new TokenRequest.Builder(discovered.token(), client(discovered), grant).build();
    try {
      HTTPResponse response = request.toHTTPRequest().send(calls);
      if (response.getStatusCode() >= HTTPResponse.SC_SERVER_ERROR) {
        throw new IOException("the provider failed with status " + response.getStatusCode());
      }
      TokenResponse answer = OIDCTokenResponseParser.parse(response);
      JWT token =
          answer instanceof OIDCTokenResponse success ? success.getOIDCTokens().getIDToken() : null;
      if (token == null) {
        throw refusedCode();
      }
      return token;
    } catch (IOException e) {
      throw ProviderFaults.away(settings.label(), e);
    } catch (ParseException e) {
      throw ProviderFaults.refused(settings.label(), "It cannot be read.", e);
    }
  }

  private Fault refusedCode() {
    return ProviderFaults.refused(settings.label(), "It does not know this login (any more).");
  }

  private ClientAuthentication client(Discovered discovered) {
    ClientID id = new ClientID(settings.clientId());
    Secret secret = new Secret(settings.clientSecret());
    return discovered.secretInHeader()
        ? new ClientSecretBasic(id, secret)
        : new ClientSecretPost(id, secret);
  }

  private static @Nullable Instant authenticatedAt(JWTClaimsSet claims) throws BadJWTException {
    try {
      Date at = claims.getDateClaim("auth_time");
      return at == null ? null : at.toInstant();
    } catch (java.text.ParseException e) {
      throw new BadJWTException("a claim is of another type", e);
    }
  }

  /**
   * A provider that was told to ask again and does not say that it did, did not. Who only takes a
   * further provider into use has shown here that they are there.
   */
  private void requireFresh(Vouched vouched, Pending pending) {
    Instant at = vouched.authenticatedAt();
    if (!pending.fresh()) {
      return;
    }
    if (at == null && !dialect.saysWhen()) {
      if (pending.linkTo() == null) {
        throw ProviderFaults.saysNotWhen(settings.label());
      }
    } else if (at == null || at.isBefore(pending.startedAt().minus(Discovery.SKEW))) {
      throw ProviderFaults.refused(settings.label(), "It did not ask again who you are.");
    }
  }

  /** What differs between providers. */
  interface Dialect {
    /** Where the issuer's document stands. */
    URI document();

    /** What the document says that its issuer is. */
    String documentIssuer();

    /** What issuers its tokens may have. */
    Set<String> issuers();

    /**
     * Who a token is about.
     *
     * @throws BadJWTException when it is of an issuer that does not count
     */
    String subject(JWTClaimsSet claims) throws BadJWTException;

    /** Whether it says when people proved who they are, if it is asked to let them do it again. */
    boolean saysWhen();

    /** Demands that the person proves again who they are. */
    default void askAgain(AuthenticationRequest.Builder request) {
      request.prompt(Prompt.Type.LOGIN);
      if (saysWhen()) {
        request.maxAge(0);
      }
    }
  }
}
