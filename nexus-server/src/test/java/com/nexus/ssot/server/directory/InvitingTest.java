package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys let new people in, and never make anybody who approves. */
class InvitingTest {
  private static final String APPROVES = "[{\"verb\": \"approve\", \"kind\": \"proposal\"}]";

  private static TestServer server;
  private static People people;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    people = new People(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply byKey(String name) {
    return server.post("/api/users/" + name + "/invitation", null);
  }

  private static String administrator() {
    String boss = people.person();
    String cookie = people.session(boss);
    assertThat(server.put("/api/roles/admin/members/" + boss, null).status()).isEqualTo(200);
    return cookie;
  }

  @Test
  void aKeyInvitesSomebodyNewOnce() {
    String name = people.person();
    assertThat(byKey(name).status()).isEqualTo(201);
    people.session(name);
    Reply again = byKey(name);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.code()).isEqualTo("HUMAN_REQUIRED");
    assertThat(again.json().at("/causes/0/fix").asString()).isEqualTo("Sign in as a person.");
  }

  @Test
  void aKeyInvitesNobodyWhoMayApproveOrAdminister() {
    String name = people.person();
    people.role(APPROVES, name);
    assertThat(byKey(name).code()).isEqualTo("HUMAN_REQUIRED");
    assertThat(byKey("administrator").code()).isEqualTo("HUMAN_REQUIRED");
  }

  @Test
  void aPersonWhoJustSignedInInvitesAnybodyWhoMayDoNoMore() {
    String cookie = administrator();
    String name = people.person();
    people.session(name);
    people.role(APPROVES, name);
    String invite = "/api/users/" + name + "/invitation";
    Reply invited = people.in(cookie, "POST", invite, null);
    assertThat(invited.status()).isEqualTo(201);
    server
        .bean(JdbcClient.class)
        .sql("update session set authenticated_at = authenticated_at - interval '1 hour'")
        .update();
    Reply late = people.in(cookie, "POST", invite, null);
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.code()).isEqualTo("STEP_UP_REQUIRED");
  }

  @Test
  void aCodeIsVoidOnceItWouldOpenMore() {
    String name = people.person();
    String code = byKey(name).json().path("code").asString();
    people.role(APPROVES, name);
    assertThat(enter(code).status()).isEqualTo(401);
    String other = people.person();
    String good = byKey(other).json().path("code").asString();
    people.role("[{\"verb\": \"read\", \"kind\": \"alias\"}]", other);
    assertThat(enter(good).status()).isEqualTo(200);
  }

  private static Reply enter(String code) {
    return server.http(
        "POST",
        "/login/invitation",
        "invitation=" + code + "&new_password=seven+grey+otters+hum",
        "Sec-Fetch-Site",
        "same-origin",
        "Content-Type",
        "application/x-www-form-urlencoded");
  }
}
