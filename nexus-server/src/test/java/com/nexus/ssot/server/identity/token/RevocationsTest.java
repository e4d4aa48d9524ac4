package com.nexus.ssot.server.identity.token;

import static com.nexus.ssot.server.TestEngine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens on the data plane, and that their end is heard of there and on other servers. */
class RevocationsTest {
  private final TestServer server = TestServer.shared();
  private final TokenClient client = new TokenClient(server);

  @Test
  void namesResolveWithATokenUntilItIsRevoked() {
    String context = "t-" + UUID.randomUUID();
    makeContext(context);
    String path = "/api/aliases/resolve/" + context + "/none";
    ApiKey key = client.key("SERVICE", "\"" + context + "\"", "\"READ\"");
    String token = client.token(key);
    Reply asKey = server.http("GET", path, null, "Authorization", "Bearer " + key.text());
    assertThat(client.with(token, "GET", path).toString())
        .as("as with the key")
        .startsWith(asKey.status() + " ");
    assertThat(asKey.status()).isEqualTo(404);
    assertThat(client.with(token, "GET", path).status()).isEqualTo(404);
    client.form("revoke", "token", token);
    assertThat(client.with(token, "GET", path).status()).isEqualTo(401);
    String next = client.token(key);
    assertThat(client.with(next, "GET", path).status()).isEqualTo(404);
    server.delete("/api/keys/" + key.id());
    assertThat(client.with(next, "GET", path).status()).isEqualTo(401);
  }

  @Test
  void aChangedTokenOpensNothingOnTheDataPlane() {
    String token = client.token(client.key("SERVICE", "\"*\"", "\"READ\""));
    String path = "/api/aliases/resolve/default/none";
    assertThat(client.with(token, "GET", path).status()).isEqualTo(404);
    char last = token.charAt(token.length() - 2);
    String changed =
        token.substring(0, token.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + token.charAt(token.length() - 1);
    assertThat(client.with(changed, "GET", path).status()).isEqualTo(401);
    assertThat(client.with(changed, "GET", path).status()).isEqualTo(401);
  }

  @Test
  void aTokenIsLookedAtAgainWhenWhoHasItChanges() {
    String token = client.token(client.key("SERVICE", "\"*\"", "\"READ\""));
    String path = "/api/aliases/resolve/default/none";
    assertThat(client.with(token, "GET", path).status()).isEqualTo(404);
    UUID principal = UUID.fromString(client.whoAmI(token).json().path("principal_id").asString());
    server
        .bean(JdbcClient.class)
        .sql("update principal set disabled_at = now() where id = ?")
        .param(principal)
        .update();
    server
        .bean(Followers.class)
        .committed(
            List.of(
                new ObjectChange("principal.disable", "principal", principal, "x", null, 2, null)));
    assertThat(client.with(token, "GET", path).status()).isEqualTo(401);
    assertThat(client.whoAmI(token).status()).isEqualTo(401);
  }

  @Test
  void anotherServerHearsOfARevocationFromTheFeed() {
    try (TestEngine engine = TestEngine.start();
        AnnotationConfigApplicationContext other = engine.anotherServer()) {
      other.getBean(Feed.class).start(engine.bean(AuditLog.class).nextIndex());
      Actor admin = engine.admin();
      TokenMaker maker = engine.bean(TokenMaker.class);
      TokenMaker.Made made =
          engine
              .bean(Transactions.class)
              .write(writes ->
                  maker.make(
                      writes,
                      new TokenMaker.Order(
                          admin,
                          null,
                          "test",
                          Set.of(TokenScope.READ),
                          Set.of("*"),
                          List.of(),
                          Instant.now().plusSeconds(100),
                          null)));
      JwtBearer there = other.getBean(JwtBearer.class);
      assertThat(there.actorOf(made.text(), Actor.Origin.INTERNAL)).isPresent();
      engine.bean(TokenEnd.class).revoke(made.text(), false, Actor.Origin.INTERNAL);
      eventually(() -> there.actorOf(made.text(), Actor.Origin.INTERNAL).isEmpty());
    }
  }

  private void makeContext(String context) {
    server
        .bean(Changes.class)
        .propose(
            Proposal.of(
                server.bean(FirstStart.class).server(),
                Operation.of(
                    "context.create",
                    new ContextDraft(context, null, null, null, null, null, null, false, false))));
  }
}
