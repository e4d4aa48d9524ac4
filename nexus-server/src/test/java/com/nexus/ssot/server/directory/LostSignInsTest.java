package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.login.Sessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators help those whose browser or authenticator program got lost, and nobody else. */
class LostSignInsTest {
  private static final String PASSWORD = "seven grey otters hum";
  private static final Actor.Origin HERE = new Actor.Origin("127.0.0.1", "test", "request-4", null);

  private final TestServer server = TestServer.shared();
  private final People people = new People(server);
  private final String anna = people.person();

  @Test
  void anAdministratorEndsAllSessionsAndTokensOfAPerson() {
    String cookie = session(anna, Instant.now());
    String refresh = family(anna);
    assertThat(whoAmI(cookie)).isEqualTo(200);
    String admin = administrator(Instant.now());
    assertThat(delete(admin, anna + "/sessions").status()).isEqualTo(204);
    assertThat(whoAmI(cookie)).isEqualTo(401);
    assertThat(endedAt(refresh)).isTrue();
    assertThat(whoAmI(admin)).isEqualTo(200);
    assertThat(events("user.end_sessions")).isOne();
    assertThat(events("token.revoke_all")).isOne();
  }

  @Test
  void aLostProgramGoesWithThePasswordAndOnlyTheInvitationLetsThePersonIn() {
    assertThat(setPassword(invite()).status()).isEqualTo(200);
    setUpProgram();
    String cookie = session(anna, Instant.now());
    assertThat(login()).isEqualTo(401);
    Reply removed = delete(administrator(Instant.now()), anna + "/totp");
    assertThat(removed.status()).as(removed.text()).isEqualTo(200);
    assertThat(whoAmI(cookie)).isEqualTo(401);
    assertThat(login()).as("what is left of two proofs").isEqualTo(401);
    assertThat(events("user.remove_totp")).isOne();
    String code = removed.json().path("code").asString();
    assertThat(setPassword(code).status()).isEqualTo(200);
    assertThat(login()).isEqualTo(200);
    assertThat(setPassword(code).status()).as("used").isEqualTo(401);
  }

  @Test
  void onlyAPersonDoesItWhoHasJustSignedIn() {
    for (String what : new String[] {"/sessions", "/totp"}) {
      assertThat(server.delete("/api/users/" + anna + what).code()).isEqualTo("HUMAN_REQUIRED");
      Instant before = Instant.now().minus(Duration.ofMinutes(16));
      Reply old = delete(administrator(before), anna + what);
      assertThat(old.status()).isEqualTo(401);
      assertThat(old.code()).isEqualTo("STEP_UP_REQUIRED");
      assertThat(old.text()).contains("/api/auth/step-up");
      assertThat(delete(administrator(null), anna + what).code()).isEqualTo("STEP_UP_REQUIRED");
      assertThat(delete(session(people.person(), Instant.now()), anna + what).code())
          .isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void nobodyDoesItToSomebodyWhoMayDoMore() {
    String manager = people.person();
    people.role("[{\"verb\": \"admin\", \"kind\": \"role\"}]", manager);
    String greater = people.person();
    server.put("/api/roles/admin/members/" + greater, null);
    String cookie = session(greater, Instant.now());
    for (String what : new String[] {"/sessions", "/totp"}) {
      Reply refused = delete(session(manager, Instant.now()), greater + what);
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.text()).contains("Nobody gives more than they have");
      assertThat(whoAmI(cookie)).isEqualTo(200);
    }
    assertThat(delete(session(manager, Instant.now()), anna + "/sessions").status()).isEqualTo(204);
  }

  @Test
  void nobodyTakesAwayTheirOwnProgram() {
    String name = people.person();
    server.put("/api/roles/admin/members/" + name, null);
    Reply refused = delete(session(name, Instant.now()), name + "/totp");
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
    assertThat(refused.text()).contains("another administrator");
  }

  @Test
  void whoIsDisabledIsNotInvited() {
    server.post("/api/users/" + anna + "/disable", null);
    assertThat(delete(administrator(Instant.now()), anna + "/totp").code()).isEqualTo("IN_USE");
  }

  private String administrator(@Nullable Instant provedAt) {
    String name = people.person();
    server.put("/api/roles/admin/members/" + name, null);
    return session(name, provedAt);
  }

  private String session(String name, @Nullable Instant provedAt) {
    return server.bean(Sessions.class).open(id(name), "local", provedAt, HERE).cookie();
  }

  private UUID id(String name) {
    return UUID.fromString(server.get("/api/users/" + name).json().path("id").asString());
  }

  /** A login on a device; answers its id. */
  private String family(String name) {
    UUID family = UUID.randomUUID();
    sql()
        .sql(
            """
            insert into token_family (id, principal_id, scopes, contexts, sources, created_at,
              expires_at)
            values (?, ?, '{READ}', '{*}', '{}', now(), now() + interval '1 day')
            """)
        .param(family)
        .param(id(name))
        .update();
    return family.toString();
  }

  private boolean endedAt(String family) {
    return sql()
        .sql("select ended_at is not null from token_family where id = ?::uuid")
        .param(family)
        .query(Boolean.class)
        .single();
  }

  private void setUpProgram() {
    sql()
        .sql(
            """
            insert into totp (principal_id, confirmed, nonce, ciphertext, last_step, made_at)
            values (?, true, decode('000102030405060708090a0b', 'hex'), 'x', 0, now())
            """)
        .param(id(anna))
        .update();
  }

  private int events(String action) {
    return sql()
        .sql("select count(*) from audit_event where action = ? and leaf like ?")
        .param(action)
        .param("%" + id(anna) + "%")
        .query(Integer.class)
        .single();
  }

  private JdbcClient sql() {
    return server.bean(JdbcClient.class);
  }

  private String invite() {
    Reply invited = server.post("/api/users/" + anna + "/invitation", null);
    return invited.json().path("code").asString();
  }

  private Reply setPassword(String code) {
    return server.http(
        "POST",
        "/login/invitation",
        "invitation="
            + URLEncoder.encode(code, StandardCharsets.UTF_8)
            + "&new_password="
            + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Sec-Fetch-Site",
        "same-origin");
  }

  private int login() {
    return server
        .http(
            "POST",
            "/api/auth/login",
            "{\"username\":\"" + anna + "\",\"password\":\"" + PASSWORD + "\"}",
            "Sec-Fetch-Site",
            "same-origin")
        .status();
  }

  private int whoAmI(String cookie) {
    return server.http("GET", "/api/whoami", null, "Cookie", "nxs=" + cookie).status();
  }

  private Reply delete(String cookie, String path) {
    return server.http(
        "DELETE",
        "/api/users/" + path,
        null,
        "Cookie",
        "nxs=" + cookie,
        "Sec-Fetch-Site",
        "same-origin");
  }
}
