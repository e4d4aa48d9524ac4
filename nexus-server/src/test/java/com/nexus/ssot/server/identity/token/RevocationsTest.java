package com.nexus.ssot.server.identity.token;

import static com.nexus.ssot.server.TestEngine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
  void anotherServerRefusesWithinASecondWhatNoLongerCounts() {
    try (TestServer one = TestServer.start(Map.of());
        TestServer two = one.another()) {
      TokenClient here = new TokenClient(one);
      TokenClient there = new TokenClient(two);
      String path = "/api/aliases/resolve/default/none";
      ApiKey key = here.key("SERVICE", "\"*\"", "\"READ\"");
      Reply made = one.post("/api/users", "{\"username\":\"anna\"}");
      UUID anna = UUID.fromString(made.json().path("id").asString());
      String ofRevoked = here.token(here.key("SERVICE", "\"*\"", "\"READ\""));
      String ofKey = here.token(key);
      String ofPerson = tokenOf(one, anna);
      for (String token : List.of(ofRevoked, ofKey, ofPerson)) {
        eventually(() -> there.with(token, "GET", path).status() == 404);
        assertThat(there.whoAmI(token).status()).isEqualTo(200);
      }

      here.form("revoke", "token", ofRevoked);
      refusedInASecond(there, ofRevoked, path);
      assertThat(one.delete("/api/keys/" + key.id()).status()).isBetween(200, 204);
      refusedInASecond(there, ofKey, path);
      assertThat(there.with(ofPerson, "GET", path).status()).isEqualTo(404);
      assertThat(one.post("/api/users/anna/disable", null).status()).isEqualTo(200);
      refusedInASecond(there, ofPerson, path);
    }
  }

  private static void refusedInASecond(TokenClient client, String token, String path) {
    long begun = System.nanoTime();
    eventually(() -> client.with(token, "GET", path).status() == 401);
    eventually(() -> client.whoAmI(token).status() == 401);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  /** A token of a person who may read everything. */
  private static String tokenOf(TestServer server, UUID person) {
    Reply role =
        server.post(
            "/api/roles", "{\"name\":\"readers\",\"grants\":[{\"verb\":\"read\",\"kind\":\"*\"}]}");
    assertThat(role.status()).as(role.text()).isEqualTo(201);
    assertThat(server.put("/api/roles/readers/members/anna", null).status()).isEqualTo(200);
    Actor actor =
        server
            .bean(Callers.class)
            .actor(person, Actor.Credential.internal(), Actor.Origin.INTERNAL)
            .orElseThrow();
    TokenMaker maker = server.bean(TokenMaker.class);
    return server
        .bean(Transactions.class)
        .write(writes ->
            maker.make(
                writes,
                new TokenMaker.Order(
                    actor,
                    null,
                    "test",
                    Set.of(TokenScope.READ),
                    Set.of("*"),
                    List.of(),
                    Instant.now().plusSeconds(1_000),
                    null)))
        .text();
  }

  @Test
  void aTokenOfAKeyWithAddressesResolvesFromThoseAndFromNoOther() {
    Reply made =
        server.post(
            "/api/keys",
            """
            {"name":"here only","kind":"SERVICE","contexts":["*"],"verbs":["READ"],
             "allowed_ips":["127.0.0.1"]}
            """);
    assertThat(made.status()).isEqualTo(201);
    String token = client.token(ApiKey.parse(made.json().path("key").asString()).orElseThrow());
    for (String path : List.of("/api/aliases/resolve/default/none", "/api/whoami")) {
      int found = path.endsWith("none") ? 404 : 200;
      assertThat(statusFrom("127.0.0.1", token, path)).as(path).isEqualTo(found);
      assertThat(statusFrom("127.0.0.77", token, path)).as(path).isEqualTo(401);
      assertThat(statusFrom("127.0.0.1", token, path)).as(path).isEqualTo(found);
    }
  }

  private int statusFrom(String address, String token, String path) {
    try (HttpClient http =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .header("Authorization", "Bearer " + token)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
