package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials as they come in requests. */
class CallerFilterTest {
  private final TestServer server = TestServer.shared();
  private final String key = server.adminKey().text();

  @Test
  void aKeyIsTakenFromEitherHeader() {
    assertThat(whoAmI("Authorization", "Bearer " + key).status()).isEqualTo(200);
    assertThat(whoAmI("Authorization", "bearer " + key).status()).isEqualTo(200);
    TestServer.Reply reply = whoAmI("X-API-Key", key);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("kind").asString()).isEqualTo("HUMAN");
    assertThat(reply.json().path("via").asString()).isEqualTo("key:" + server.adminKey().id());
    assertThat(reply.text()).doesNotContain(key);
  }

  @Test
  void whoHasNoCredentialIsNobody() {
    TestServer.Reply reply = whoAmI();
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer something",
        "Basic dXNlcjpwYXNzd29yZA==",
        "Bearer nxs_live_00000000_0000000000000000000000000000000000000000000000000"
      })
  void aWrongCredentialIsAnsweredAlikeWhateverIsWrongWithIt(String value) {
    TestServer.Reply reply = whoAmI("Authorization", value);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().path("detail").asString())
        .isEqualTo(
            whoAmI("Authorization", "Bearer " + ApiKey.generate().text())
                .json()
                .path("detail")
                .asString());
  }

  @Test
  void twoCredentialsAreRefused() {
    assertThat(whoAmI("Authorization", "Bearer " + key, "X-API-Key", key).code())
        .isEqualTo("AMBIGUOUS_CREDENTIAL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key=nxs_live_abc", "api_key=x", "a=b&access_token=x", "apikey=x"})
  void aCredentialInTheAddressIsRefused(String query) {
    assertThat(server.http("GET", "/api/whoami?" + query, null).code())
        .isEqualTo("CREDENTIAL_IN_URL");
  }

  private TestServer.Reply whoAmI(String... headers) {
    return server.http("GET", "/api/whoami", null, headers);
  }
}
