package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two who change people, teams or roles at once, and what is seen of it on both planes. */
class DirectoryRaceTest {
  private static final String ADMIN_KEY =
      """
      {"name": "second", "kind": "SERVICE", "contexts": ["*"],
       "verbs": ["READ", "WRITE", "ADMIN"]}
      """;

  private final TestServer server = TestServer.shared();
  private final People people = new People(server);

  @Test
  void oneOfTwoAdministratorsStaysWhoeverIsFaster() throws Exception {
    try (TestServer alone = TestServer.start(java.util.Map.of())) {
      String key = alone.post("/api/keys", ADMIN_KEY).json().path("key").asString();
      String[] asService = {"Authorization", "Bearer " + key};
      String service =
          alone.http("GET", "/api/whoami", null, asService).json().path("principal_id").asString();
      List<Reply> replies =
          together(
              () -> alone.post("/api/principals/" + service + "/disable", null),
              () ->
                  alone.http("DELETE", "/api/roles/admin/members/administrator", null, asService));
      assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
      int admin = alone.get("/api/roles").status();
      int other = alone.http("GET", "/api/roles", null, asService).status();
      assertThat(List.of(admin, other)).contains(200);
    }
  }

  @Test
  void whoJoinsATeamThatIsDeletedIsInNone() throws Exception {
    for (int i = 0; i < 5; i++) {
      String anna = people.person();
      String team = "/api/teams/" + people.team();
      List<Reply> replies =
          together(() -> server.delete(team), () -> server.put(team + "/members/" + anna, null));
      assertThat(replies.getFirst().status()).isEqualTo(200);
      assertThat(replies.getLast().status()).isIn(200, 404);
      assertThat(server.get("/api/users/" + anna).json().path("teams")).isEmpty();
      server.post("/api/teams", "{\"name\": \"" + team.substring(11) + "\"}");
      assertThat(server.get(team).json().path("members")).isEmpty();
    }
  }

  @Test
  void aRoleThatIsChangedWhileItIsImportedSaysOneOfBoth() throws Exception {
    String role = People.fresh("imported");
    String file =
        "security: {authorization: {roles: {" + role + ": {permissions: [read, monitor]}}}}";
    people.does(
        people.signedIn("administrator"),
        "role.create",
        new com.nexus.ssot.model.api.RoleDraft(role, null, null, null));
    List<Reply> replies =
        together(
            () -> server.post("/api/roles/import", file, "Content-Type", "application/yaml"),
            () ->
                server.patch(
                    "/api/roles/" + role,
                    "{\"grants\": [{\"verb\": \"read\", \"kind\": \"alias\"}]}"));
    assertThat(replies).extracting(Reply::status).containsExactly(200, 200);
    assertThat(server.get("/api/roles/" + role).json().path("grants").size()).isIn(1, 2);
    assertThat(server.get("/api/roles/" + role).json().path("revision").asInt()).isEqualTo(3);
  }

  @Test
  void whatARoleTakesAwayIsGoneAtTheNextRequestOnBothPlanes() {
    String context = People.fresh("seen");
    server.post("/api/contexts", "{\"name\": \"" + context + "\"}");
    server.post(
        "/api/aliases",
        "{\"alias\": \"there\", \"canonical\": \"https://a.example.com\", \"context\": \""
            + context
            + "\"}");
    String name = people.person();
    String[] asThem = {"Authorization", "Bearer " + people.key(name)};
    String team = people.team(name);
    String resolve = "/api/aliases/resolve/" + context + "/there";
    assertThat(server.http("GET", resolve, null, asThem).status()).isEqualTo(404);
    String role =
        people.role(
            "[{\"verb\": \"read\", \"kind\": \"alias\", \"context\": \"" + context + "\"}]");
    String member = "/api/roles/" + role + "/members/team:" + team;
    for (int i = 0; i < 3; i++) {
      assertThat(server.put(member, null).status()).isEqualTo(200);
      assertThat(server.http("GET", resolve, null, asThem).status()).isEqualTo(200);
      assertThat(server.http("GET", "/api/aliases?context=" + context, null, asThem).status())
          .isEqualTo(200);
      assertThat(server.delete(member).status()).isEqualTo(200);
      assertThat(server.http("GET", resolve, null, asThem).status()).isEqualTo(404);
      assertThat(server.http("GET", "/api/aliases?context=" + context, null, asThem).status())
          .isEqualTo(403);
    }
    server.put(member, null);
    server.delete("/api/teams/" + team + "/members/" + name);
    assertThat(server.http("GET", resolve, null, asThem).status()).isEqualTo(404);
  }

  @SafeVarargs
  private static List<Reply> together(Callable<Reply>... works) throws Exception {
    CyclicBarrier start = new CyclicBarrier(works.length);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (Callable<Reply> work : works) {
        running.add(
            threads.submit(() -> {
              start.await();
              return work.call();
            }));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> one : running) {
        replies.add(one.get());
      }
      return replies;
    }
  }
}
