package com.nexus.ssot.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The token endpoint with an API key, and what its tokens open. */
class TokenResourceTest {
  private final TestServer server = TestServer.shared();
  private final TokenClient client = new TokenClient(server);

  @Test
  void aKeyIsGivenAsSecretOrAsBearer() {
    ApiKey key = client.key("SERVICE", "\"*\"", "\"READ\"");
    Reply secret =
        client.form(
            "token", "grant_type", "client_credentials", "client_secret", key.text() + "\n");
    assertThat(secret.status()).as(secret.text()).isEqualTo(200);
    assertThat(secret.json().path("token_type").asString()).isEqualTo("Bearer");
    assertThat(secret.json().path("expires_in").asLong()).isEqualTo(3600);
    assertThat(secret.json().path("scope").asString()).isEqualTo("ssot:read");
    assertThat(secret.json().has("refresh_token")).isFalse();
    assertThat(secret.header("Cache-Control")).isEqualTo("no-store");
    String[] bearer = {"Authorization", "Bearer " + key.text()};
    assertThat(client.formWith("token", bearer, "grant_type", "client_credentials").status())
        .isEqualTo(200);
    Reply both =
        client.formWith(
            "token", bearer, "grant_type", "client_credentials", "client_secret", key.text());
    assertThat(both.json().path("error").asString()).isEqualTo("invalid_request");
  }

  @Test
  void aTokenSaysWhoAndWhatAndNeitherRolesNorNames() {
    ApiKey key = client.key("SERVICE", "\"default\"", "\"READ\",\"WRITE\",\"ADMIN\"");
    String token = client.token(key, "scope", "ssot:read ssot:propose");
    JsonNode header = part(token, 0);
    JsonNode claims = part(token, 1);
    assertThat(header.path("alg").asString()).isEqualTo("HS256");
    assertThat(header.path("typ").asString()).isEqualTo("at+jwt");
    assertThat(header.path("kid").asString()).hasSize(16);
    assertThat(claims.propertyNames())
        .containsExactlyInAnyOrder(
            "iss", "aud", "sub", "jti", "iat", "exp", "kind", "scope", "contexts", "src");
    assertThat(claims.path("kind").asString()).isEqualTo("service");
    assertThat(texts(claims.path("contexts"))).containsExactly("default");
    assertThat(texts(claims.path("src"))).containsExactly("key:" + key.id());

    JsonNode who = client.whoAmI(token).json();
    assertThat(who.path("principal_id").asString()).isEqualTo(claims.path("sub").asString());
    assertThat(who.path("via").asString()).isEqualTo("token:" + claims.path("jti").asString());
    assertThat(texts(who.path("verbs"))).containsExactlyInAnyOrder("READ", "WRITE");
    assertThat(texts(who.path("contexts"))).containsExactly("default");
  }

  @Test
  void aTokenIsNeverWiderThanItsKey() {
    String narrow = client.token(client.key("SERVICE", "\"default\"", "\"READ\""));
    assertThat(texts(client.whoAmI(narrow).json().path("verbs"))).containsExactly("READ");
    assertThat(makeKey(narrow).status()).isEqualTo(403);
    // Nothing that a token can be made for lets it administer, whoever makes it.
    String wide = client.token(server.adminKey());
    assertThat(makeKey(wide).code()).isEqualTo("FORBIDDEN");
    Reply nothing =
        client.form(
            "token",
            "grant_type",
            "client_credentials",
            "client_secret",
            client.key("SERVICE", "\"*\"", "\"READ\"").text(),
            "scope",
            "ssot:execute");
    assertThat(nothing.json().path("error").asString()).isEqualTo("invalid_scope");
  }

  private Reply makeKey(String token) {
    return server.http(
        "POST",
        "/api/keys",
        "{\"name\":\"more\",\"kind\":\"SERVICE\",\"contexts\":[\"*\"],\"verbs\":[\"READ\"]}",
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void aTokenEndsWithItsKey() {
    ApiKey key = client.key("SERVICE", "\"*\"", "\"READ\"");
    String token = client.token(key);
    assertThat(client.whoAmI(token).status()).isEqualTo(200);
    assertThat(server.delete("/api/keys/" + key.id()).status()).isEqualTo(204);
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "'',invalid_request,400",
    "'grant_type=password',unsupported_grant_type,400",
    "'grant_type=client_credentials',invalid_client,401",
    "'grant_type=client_credentials&client_secret=nxs_live_x',invalid_client,401",
    "'grant_type=client_credentials&grant_type=x',invalid_request,400",
    "'grant_type=client_credentials&scope=%zz',invalid_request,400",
    "'grant_type=client_credentials&scope=all&client_secret=KEY',invalid_scope,400",
    "'grant_type=client_credentials&client_id=other&client_secret=KEY',invalid_client,401",
    "'grant_type=refresh_token&refresh_token=nxr_x',invalid_grant,400",
    "'grant_type=refresh_token',invalid_request,400",
    "'grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=x',invalid_grant,400"
  })
  void whatIsWrongIsSaidInTheWordsOfOAuth(String body, String error, int status) {
    Reply reply =
        server.http(
            "POST",
            "/api/auth/token",
            body.isEmpty() ? "x=y" : body.replace("KEY", server.adminKey().text()),
            "Content-Type",
            TokenForm.TYPE);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").asString()).isEqualTo(error);
    assertThat(reply.json().path("error_description").asString()).isNotBlank();
    assertThat(reply.code()).isNotBlank();
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
    assertThat(reply.text()).doesNotContain(server.adminKey().text());
  }

  @Test
  void aFormIsNotReadFromAnotherType() {
    assertThat(server.http("POST", "/api/auth/token", "{}").code())
        .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void aPageOfAnotherSiteGetsNoToken() {
    String[] grant = {
      "grant_type", "client_credentials", "client_secret", server.adminKey().text()
    };
    for (String[] headers :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "null"}
        }) {
      assertThat(client.formWith("token", headers, grant).code()).isEqualTo("CROSS_SITE");
    }
  }

  @Test
  void everyTokenLeavesAnEventWithoutTheToken() {
    String token = client.token(client.key("SERVICE", "\"*\"", "\"READ\""));
    String jti = part(token, 1).path("jti").asString();
    List<String> bodies =
        server
            .bean(JdbcClient.class)
            .sql(
                """
                select b.body from audit_event e join audit_body b on b.event_id = e.event_id
                where e.action = 'token.issue' and e.object_id = cast(? as uuid)
                """)
            .param(jti)
            .query(String.class)
            .list();
    assertThat(bodies).hasSize(1);
    assertThat(bodies.getFirst()).contains("client_credentials", "ssot:read");
    assertThat(bodies.getFirst()).doesNotContain(token.substring(token.lastIndexOf('.')));
  }

  static JsonNode part(String token, int number) {
    return Json.read(Base64.getUrlDecoder().decode(token.split("\\.", -1)[number]));
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
