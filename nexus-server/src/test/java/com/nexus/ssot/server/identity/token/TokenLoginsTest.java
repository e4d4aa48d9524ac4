package com.nexus.ssot.server.identity.token;

import static com.nexus.ssot.server.identity.token.TokenResourceTest.part;
import static com.nexus.ssot.server.identity.token.TokenResourceTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.identity.Callers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** TokenLogins on devices, what they are refreshed with, exchange for agents, and their end. */
class TokenLoginsTest {
  private final TestServer server = TestServer.shared();
  private final TokenClient client = new TokenClient(server);

  @Test
  void aDeviceSignsInWhenAPersonConfirmsItsCode() {
    Reply device = client.form("device", "scope", "ssot:read ssot:propose");
    assertThat(device.status()).as(device.text()).isEqualTo(200);
    String code = device.json().path("user_code").asString();
    assertThat(code).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
    assertThat(device.json().path("verification_uri").asString())
        .isEqualTo(server.url() + "/device");
    assertThat(error(poll(device))).isEqualTo("authorization_pending");
    assertThat(error(poll(device))).isEqualTo("slow_down");

    DeviceCodes codes = server.bean(DeviceCodes.class);
    String typed = " " + code.toLowerCase(Locale.ROOT).replace('-', ' ');
    assertThat(codes.find(typed).orElseThrow().userCode()).isEqualTo(code);
    assertThat(codes.find(typed).orElseThrow().client()).startsWith("Java-http-client");
    codes.confirm(typed, client.person());
    assertThat(codes.find(typed)).isEmpty();
    Reply answer = poll(device);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String token = answer.json().path("access_token").asString();
    assertThat(part(token, 1).has("auth_time")).isTrue();
    assertThat(client.whoAmI(token).json().path("kind").asString()).isEqualTo("HUMAN");
    assertThat(answer.json().path("refresh_token").asString()).startsWith("nxr_");
    assertThat(error(poll(device))).as("a code is used once").isEqualTo("invalid_grant");
  }

  @Test
  void whatSomebodyHadBeforeTheyWereDisabledDoesNotComeBackWithThem() {
    Reply device = client.form("device");
    Actor person = client.person(new People(server).person());
    server.bean(DeviceCodes.class).confirm(device.json().path("user_code").asString(), person);
    Reply answer = poll(device);
    String token = answer.json().path("access_token").asString();
    String refresh = answer.json().path("refresh_token").asString();
    assertThat(client.whoAmI(token).status()).isEqualTo(200);
    String principal = "/api/principals/" + person.principalId();
    assertThat(server.post(principal + "/disable", null).status()).isEqualTo(200);
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
    assertThat(server.post(principal + "/enable", null).status()).isEqualTo(200);
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
    Reply refreshed = client.form("token", "grant_type", "refresh_token", "refresh_token", refresh);
    assertThat(error(refreshed)).isEqualTo("invalid_grant");
  }

  @Test
  void onlyAPersonWhoSignedInConfirms() {
    Reply device = client.form("device");
    String code = device.json().path("user_code").asString();
    DeviceCodes codes = server.bean(DeviceCodes.class);
    Actor byKey =
        server
            .bean(Callers.class)
            .authenticate(server.adminKey(), Actor.Origin.INTERNAL)
            .orElseThrow();
    assertThatThrownBy(() -> codes.confirm(code, byKey)).isInstanceOf(Fault.class);
    codes.deny(code, client.person());
    assertThat(error(poll(device))).isEqualTo("access_denied");
    assertThatThrownBy(() -> codes.confirm(code, client.person())).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> codes.confirm("NONE-SUCH", client.person())).isInstanceOf(Fault.class);
  }

  @Test
  void aCodeThatNobodyConfirmedInTimeIsOver() {
    Reply device = client.form("device");
    server
        .bean(JdbcClient.class)
        .sql("update device_login set expires_at = now() where user_code = ?")
        .param(device.json().path("user_code").asString().replace("-", ""))
        .update();
    assertThat(error(poll(device))).isEqualTo("expired_token");
  }

  @Test
  void ofOneNetworkTenWaitAtMostAndTheOldestGivesWay() {
    DeviceCodes codes = server.bean(DeviceCodes.class);
    String stranger = begin(codes, "2001:db8:7:8::1");
    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      waiting.add(begin(codes, "2001:db8:7:9::" + i));
    }
    assertThat(waiting.stream().filter(code -> codes.find(code).isEmpty()))
        .containsExactlyElementsOf(waiting.subList(0, 2));
    assertThat(codes.find(stranger)).isPresent();
  }

  private static String begin(DeviceCodes codes, String address) {
    Actor.Origin origin = new Actor.Origin(address, "test", "request-5", null);
    return codes
        .begin(TokenForm.of(new byte[0]), origin, "https://nexus.example/device")
        .userCode();
  }

  @Test
  void aRefreshTokenIsUsedOnceAndASecondUseEndsTheLogin() {
    Reply first = client.signIn();
    Reply second = refresh(first);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    String token = second.json().path("access_token").asString();
    assertThat(client.whoAmI(token).status()).isEqualTo(200);
    assertThat(part(token, 1).path("auth_time"))
        .isEqualTo(part(first.json().path("access_token").asString(), 1).path("auth_time"));

    assertThat(error(refresh(first))).isEqualTo("invalid_grant");
    assertThat(error(refresh(second))).isEqualTo("invalid_grant");
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
    assertThat(count("token.reuse", "denied")).isPositive();
  }

  @Test
  void ofTwoThatRefreshAtOnceOneAtMostGoesOn() throws Exception {
    Reply login = client.signIn();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Reply> again = () -> refresh(login);
      List<Future<Reply>> both = pool.invokeAll(List.of(again, again));
      List<Integer> statuses =
          Stream.of(both.get(0).get(), both.get(1).get()).map(Reply::status).sorted().toList();
      assertThat(statuses).containsExactly(200, 400);
    }
  }

  @Test
  void aRefreshNarrowsAndNeverWidens() {
    Reply login = client.signIn();
    Reply narrow =
        client.form(
            "token",
            "grant_type",
            "refresh_token",
            "refresh_token",
            login.json().path("refresh_token").asString(),
            "scope",
            "ssot:read");
    assertThat(narrow.json().path("scope").asString()).isEqualTo("ssot:read");
  }

  @Test
  void aRevokedTokenOpensNothingFromTheNextRequestOn() {
    String token = client.token(client.key("SERVICE", "\"*\"", "\"READ\""));
    String other = client.token(client.key("SERVICE", "\"*\"", "\"READ\""));
    assertThat(client.whoAmI(token).status()).isEqualTo(200);
    assertThat(client.form("revoke", "token", token).status()).isEqualTo(200);
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
    assertThat(client.form("revoke", "token", token).status()).isEqualTo(200);
    assertThat(client.form("revoke", "token", "rubbish").status()).isEqualTo(200);
    assertThat(client.whoAmI(other).status()).isEqualTo(200);
    assertThat(count("token.revoke", "success")).isPositive();
  }

  @Test
  void aRevokedRefreshTokenEndsTheWholeLogin() {
    Reply login = client.signIn();
    String token = login.json().path("access_token").asString();
    client.form("revoke", "token", login.json().path("refresh_token").asString());
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
    assertThat(error(refresh(login))).isEqualTo("invalid_grant");
  }

  @Test
  void allTokensOfAPrincipalEndAtOnce() {
    ApiKey key = client.key("SERVICE", "\"*\"", "\"READ\"");
    String one = client.token(key);
    String two = client.token(key);
    assertThat(client.form("revoke", "token", one, "all", "true").status()).isEqualTo(200);
    assertThat(client.whoAmI(one).status()).isEqualTo(401);
    assertThat(client.whoAmI(two).status()).isEqualTo(401);
    assertThat(client.whoAmI(key.text()).status()).isEqualTo(200);
  }

  @Test
  void anAgentActsForAPersonWithWhatBothMay() {
    String person = client.token(server.adminKey(), "scope", "ssot:read ssot:propose");
    ApiKey agent = client.key("AGENT", "\"default\"", "\"READ\",\"WRITE\"");
    Reply reply = exchange(agent, person);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("issued_token_type").asString())
        .isEqualTo(ClientGrants.ACCESS_TOKEN_TYPE);
    String token = reply.json().path("access_token").asString();
    assertThat(part(token, 1).path("sub")).isEqualTo(part(person, 1).path("sub"));
    assertThat(part(token, 1).at("/act/sub").asString())
        .isEqualTo(client.whoAmI(agent.text()).json().path("principal_id").asString());
    assertThat(texts(part(token, 1).path("contexts"))).containsExactly("default");
    Actor acting = server.bean(JwtBearer.class).actorOf(token, Actor.Origin.INTERNAL).orElseThrow();
    assertThat(acting.onBehalfOf()).isEqualTo(client.person().subject());
    assertThat(acting.kind()).isEqualTo(PrincipalKind.AGENT);

    client.form("revoke", "token", person);
    assertThat(client.whoAmI(token).status()).as("ends with the person's").isEqualTo(401);
  }

  @Test
  void anAgentMayNotDoForAPersonWhatThePersonMayNot() {
    Access access = server.bean(Access.class);
    ApiKey key = client.key("AGENT", "\"*\"", "\"READ\",\"WRITE\"");
    UUID agent = UUID.fromString(client.whoAmI(key.text()).json().path("principal_id").asString());
    UUID nobody = Ids.at(Instant.now());
    server
        .bean(Transactions.class)
        .write(writes -> {
          writes.add(
              "insert into principal (id, kind, name, created_at) values (?, 'HUMAN', 'n', now())",
              nobody);
          server.bean(Subjects.class).add(writes, nobody);
          return true;
        });
    Callers callers = server.bean(Callers.class);
    Actor.Credential wide = Actor.Credential.internal();
    Actor alone = callers.actor(agent, wide, Actor.Origin.INTERNAL).orElseThrow();
    Actor acting = callers.agentFor(agent, nobody, wide, Actor.Origin.INTERNAL).orElseThrow();
    assertThat(access.allows(alone, Verb.WRITE, ObjectKind.ALIAS, "default")).isTrue();
    assertThat(access.allows(acting, Verb.WRITE, ObjectKind.ALIAS, "default")).isFalse();
    assertThat(access.reach(alone, Verb.READ, ObjectKind.ALIAS).isNothing()).isFalse();
    assertThat(access.reach(acting, Verb.READ, ObjectKind.ALIAS).isNothing()).isTrue();
    assertThat(callers.agentFor(nobody, agent, wide, Actor.Origin.INTERNAL)).isEmpty();
  }

  @Test
  void nobodyElseExchangesAndNothingElseIsExchanged() {
    String person = client.token(server.adminKey());
    ApiKey service = client.key("SERVICE", "\"*\"", "\"READ\"");
    ApiKey agent = client.key("AGENT", "\"*\"", "\"READ\"");
    assertThat(error(exchange(service, person))).isEqualTo("invalid_client");
    assertThat(error(exchange(agent, client.token(service)))).isEqualTo("invalid_grant");
    String exchanged = exchange(agent, person).json().path("access_token").asString();
    assertThat(error(exchange(agent, exchanged))).isEqualTo("invalid_grant");
    assertThat(error(exchange(agent, "rubbish"))).isEqualTo("invalid_grant");
  }

  private Reply exchange(ApiKey agent, String subject) {
    return client.form(
        "token",
        "grant_type",
        ClientGrants.EXCHANGE,
        "client_secret",
        agent.text(),
        "subject_token",
        subject,
        "subject_token_type",
        ClientGrants.ACCESS_TOKEN_TYPE);
  }

  private Reply poll(Reply device) {
    return client.form(
        "token",
        "grant_type",
        DeviceCodes.GRANT,
        "device_code",
        device.json().path("device_code").asString());
  }

  private Reply refresh(Reply login) {
    return client.form(
        "token",
        "grant_type",
        "refresh_token",
        "refresh_token",
        login.json().path("refresh_token").asString());
  }

  private static String error(Reply reply) {
    return Json.read(reply.text().getBytes(StandardCharsets.UTF_8)).path("error").asString();
  }

  private int count(String action, String outcome) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from audit_event where action = ? and outcome = ?")
        .param(action)
        .param(outcome)
        .query(Integer.class)
        .single();
  }
}
