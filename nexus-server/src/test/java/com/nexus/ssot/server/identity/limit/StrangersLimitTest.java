package com.nexus.ssot.server.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.login.Sessions;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often strangers may try, at doors that everybody can knock at. */
class StrangersLimitTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "NEXUS_TRUSTED_PROXIES", "127.0.0.1",
                "NEXUS_RATE_LIMIT_LOGINS", "4",
                "NEXUS_RATE_LIMIT_FAILURES", "5"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "device"})
  void tokensAndDevicesAreAskedForAsSeldomAsLogins(String door) {
    for (int i = 0; i < 4; i++) {
      assertThat(form(door, "192.0.2.10").status()).isIn(200, 400);
    }
    Reply reply = form(door, "192.0.2.10");
    assertThat(reply.code()).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 15);
    assertThat(form(door, "192.0.2.11").status()).isIn(200, 400);
  }

  private static Reply form(String door, String from) {
    return server.http(
        "POST",
        "/api/auth/" + door,
        "grant_type=refresh_token&refresh_token=none",
        "Content-Type",
        "application/x-www-form-urlencoded",
        "X-Forwarded-For",
        from);
  }

  @Test
  void afterSomeUnknownKeysNoOtherIsLookedUpFromThereAndKnownOnesWork() {
    String from = "192.0.2.20";
    ApiKey late = key();
    assertThat(whoAmI(server.adminKey(), from).status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      assertThat(whoAmI(ApiKey.generate(), from).status()).isEqualTo(401);
    }
    Reply refused = whoAmI(ApiKey.generate(), from);
    assertThat(refused.code()).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 12);
    assertThat(whoAmI(late, from).status()).as("not known before").isEqualTo(429);
    assertThat(whoAmI(server.adminKey(), from).status()).isEqualTo(200);
    assertThat(whoAmI(late, "192.0.2.21").status()).as("from elsewhere").isEqualTo(200);
    assertThat(whoAmI(late, from).status()).as("known by now").isEqualTo(200);
  }

  @Test
  void aCookieThatNobodyKnowsKeepsNobodyFromSigningInAgain() {
    String from = "192.0.2.30";
    for (int i = 0; i < 5; i++) {
      assertThat(cookie("/api/whoami", (i + "").repeat(36), from).status()).isEqualTo(401);
    }
    assertThat(cookie("/api/whoami", "x".repeat(36), from).code()).isEqualTo("RATE_LIMITED");
    assertThat(cookie("/login", "x".repeat(36), from).status()).isEqualTo(200);
    UUID admin = UUID.fromString(server.get("/api/whoami").json().path("principal_id").asString());
    String fresh =
        server
            .bean(Sessions.class)
            .open(admin, "local", Instant.now(), Actor.Origin.INTERNAL)
            .cookie();
    assertThat(cookie("/api/whoami", fresh, from).status()).isEqualTo(200);
  }

  private static Reply cookie(String path, String value, String from) {
    return server.http("GET", path, null, "Cookie", "nxs=" + value, "X-Forwarded-For", from);
  }

  private static Reply whoAmI(ApiKey key, String from) {
    return server.http(
        "GET",
        "/api/whoami",
        null,
        "Authorization",
        "Bearer " + key.text(),
        "X-Forwarded-For",
        from);
  }

  private static ApiKey key() {
    Reply made =
        server.post(
            "/api/keys",
            "{\"name\":\"late\",\"kind\":\"SERVICE\",\"contexts\":[\"*\"],\"verbs\":[\"READ\"]}");
    return ApiKey.parse(made.json().path("key").asString()).orElseThrow();
  }
}
