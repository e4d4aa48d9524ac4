package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.settings.LoginProvider;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * GitHub, or a GitHub Enterprise Server. It has no ID tokens: the access token is used once, to ask
 * whose it is, and then dropped. A person is known by the number of the account, because its name
 * can be given to somebody else. Thread-safe.
 */
final class GithubProvider implements Provider {
  private static final String PUBLIC = "https://github.com";
  private static final String PUBLIC_API = "https://api.github.com/user";

  private final LoginProvider settings;
  private final ProviderCalls calls;

  GithubProvider(LoginProvider settings, ProviderCalls calls) {
    this.settings = settings;
    this.calls = calls;
  }

  @Override
  public LoginProvider settings() {
    return settings;
  }

  @Override
  public Set<String> issuers() {
    return Set.of(settings.issuer(), oauth().toString());
  }

  @Override
  public boolean alwaysSaysIssuer() {
    return false;
  }

  @Override
  public boolean canSayWhen() {
    return false;
  }

  private URI oauth() {
    return URI.create(settings.issuer() + "/login/oauth");
  }

  private URI api() {
    return URI.create(
        settings.issuer().equals(PUBLIC) ? PUBLIC_API : settings.issuer() + "/api/v3/user");
  }

  @Override
  public URI address(Pending pending, URI comeBack) {
    AuthorizationRequest.Builder request =
        new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(settings.clientId()))
            .endpointURI(URI.create(oauth() + "/authorize"))
            .redirectionURI(comeBack)
            .state(new State(pending.state()))
            .codeChallenge(pending.codeVerifier(), CodeChallengeMethod.S256);
    if (pending.fresh()) {
      request.prompt(new Prompt(Prompt.Type.SELECT_ACCOUNT));
    }
    return request.build().toURI();
  }

  @Override
  public Vouched vouched(String code, Pending pending, URI comeBack) {
    try {
      return person(user(accessToken(code, pending, comeBack)));
    } catch (IOException e) {
      throw ProviderFaults.away(settings.label(), e);
    } catch (ParseException e) {
      throw ProviderFaults.refused(settings.label(), "It does not know this login (any more).", e);
    }
  }

  private AccessToken accessToken(String code, Pending pending, URI comeBack)
      throws IOException, ParseException {
    HTTPRequest request =
        new TokenRequest.Builder(
                URI.create(oauth() + "/access_token"),
                new ClientSecretPost(
                    new ClientID(settings.clientId()), new Secret(settings.clientSecret())),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), comeBack, pending.codeVerifier()))
            .build()
            .toHTTPRequest();
    request.setHeader("Accept", "application/json");
    HTTPResponse response = request.send(calls);
    if (response.getStatusCode() >= HTTPResponse.SC_SERVER_ERROR) {
      throw new IOException("the provider failed with status " + response.getStatusCode());
    }
    TokenResponse answer = TokenResponse.parse(response);
    if (!answer.indicatesSuccess()) {
      throw new ParseException("the provider refuses the code");
    }
    return answer.toSuccessResponse().getTokens().getAccessToken();
  }

  private JsonNode user(AccessToken token) throws IOException {
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, api());
    request.setAuthorization(token.toAuthorizationHeader());
    request.setHeader("Accept", "application/vnd.github+json");
    request.setHeader("X-GitHub-Api-Version", "2022-11-28");
    HTTPResponse response = request.send(calls);
    if (response.getStatusCode() != HTTPResponse.SC_OK) {
      throw new IOException("the provider answered with status " + response.getStatusCode());
    }
    try {
      return Json.read(response.getBody().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new IOException("the provider's answer is no JSON", e);
    }
  }

  private Vouched person(JsonNode user) throws IOException {
    JsonNode id = user.path("id");
    if (!id.isIntegralNumber() || id.asLong() <= 0) {
      throw new IOException("the provider does not say who it is");
    }
    return new Vouched(
        settings.issuer(),
        id.asString(),
        text(user, "login"),
        text(user, "name"),
        text(user, "email"),
        null);
  }

  private static @Nullable String text(JsonNode user, String name) {
    JsonNode value = user.path(name);
    return value.isString() ? value.asString() : null;
  }
}
