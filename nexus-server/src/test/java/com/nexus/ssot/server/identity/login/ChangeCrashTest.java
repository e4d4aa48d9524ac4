package com.nexus.ssot.server.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.ServerProcess;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server process is killed at random points while it applies changes: each is applied once or not
 * at all. {@code -Dcrash.kills=…} takes another number of kills; the seed is printed.
 */
class ChangeCrashTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 5);
  private static final long SEED = Long.getLong("crash.seed", new Random().nextLong());
  private static final int AT_ONCE = 8;

  /** More than a server applies before it is killed. */
  private static final int CHANGES_PER_KILL = 60;

  private static final int MOST_ANSWERED = 25;

  @Test
  void whatIsBeingAppliedWhenAServerIsKilledIsAppliedOnceOrNotAtAll() throws Exception {
    System.out.println("crash.seed=" + SEED + " crash.kills=" + KILLS);
    Random random = new Random(SEED);
    try (TestServer server = TestServer.start(Map.of());
        HttpClient http = HttpClient.newHttpClient()) {
      Browsing approver = approver(server);
      server.post("/api/contexts", "{\"name\": \"crashing\", \"approval_required\": true}");
      List<String> waiting = new ArrayList<>();
      int killedInTheMiddle = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        while (waiting.size() < CHANGES_PER_KILL) {
          waiting.add(approved(server, approver));
        }
        try (ServerProcess process = server.anotherProcess()) {
          CountDownLatch answered = new CountDownLatch(1 + random.nextInt(MOST_ANSWERED));
          List<CompletableFuture<?>> applying = apply(http, server, process, waiting, answered);
          answered.await();
          // As long as an application takes or longer, so that every part of one is hit.
          LockSupport.parkNanos(random.nextInt(40_000_000));
          process.kill();
          CompletableFuture.allOf(applying.toArray(CompletableFuture[]::new)).join();
        }
        check(server);
        int before = waiting.size();
        waiting.removeIf(id -> isApplied(server, id));
        if (!waiting.isEmpty() && waiting.size() < before) {
          killedInTheMiddle++;
        }
      }
      assertThat(killedInTheMiddle).as("kills that hit a server at work").isPositive();
      // What is left is applied by a server that lives.
      for (String id : waiting) {
        Reply reply = server.post("/api/changes/" + id + "/apply", null);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      }
      check(server);
    }
  }

  private static List<CompletableFuture<?>> apply(
      HttpClient http,
      TestServer server,
      ServerProcess process,
      List<String> waiting,
      CountDownLatch answered) {
    List<CompletableFuture<?>> chains = new ArrayList<>();
    for (int worker = 0; worker < AT_ONCE; worker++) {
      CompletableFuture<?> chain = CompletableFuture.completedFuture(null);
      for (int i = worker; i < waiting.size(); i += AT_ONCE) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create(process.url() + "/api/changes/" + waiting.get(i) + "/apply"))
                .header("Authorization", "Bearer " + server.adminKey().text())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        chain =
            chain
                .thenCompose(_ -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .handle((_, _) -> {
                  answered.countDown();
                  return null;
                });
      }
      chains.add(chain);
    }
    return chains;
  }

  private static Browsing approver(TestServer server) {
    LoginWorld world = new LoginWorld(server);
    Person person = world.person();
    for (String verb : List.of("READ", "APPROVE")) {
      server
          .bean(JdbcClient.class)
          .sql(
              """
              insert into grant_rule (id, principal_id, restriction, verb, kind, context, condition)
              values (gen_random_uuid(), ?, false, ?, null, '*', 'NONE')
              """)
          .param(person.id())
          .param(verb)
          .update();
    }
    server.bean(Callers.class).forget(person.id());
    Browsing browser = world.browser();
    assertThat(browser.login(person).status()).isEqualTo(200);
    return browser;
  }

  /** A change that somebody approved and nobody has applied yet. */
  private static String approved(TestServer server, Browsing approver) {
    String name = "name-" + Long.toHexString(System.nanoTime());
    Reply proposed =
        server.post(
            "/api/changes",
            """
            {"apply": "MANUAL", "operations": [
              {"kind": "alias.create", "body": {"alias": "%s", "context": "crashing",
                "canonical": "https://one.example/"}},
              {"kind": "alias.create", "body": {"alias": "%s-too", "context": "crashing",
                "canonical": "https://two.example/"}}]}
            """
                .formatted(name, name));
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
    String id = proposed.json().path("id").asString();
    Reply approved =
        approver.json(
            "POST",
            "/api/changes/" + id + "/approve",
            "{\"digest\": \"" + proposed.json().path("digest").asString() + "\"}");
    assertThat(approved.json().path("state").asString()).as(approved.text()).isEqualTo("APPROVED");
    return id;
  }

  private static boolean isApplied(TestServer server, String id) {
    return server.get("/api/changes/" + id).json().path("state").asString().equals("APPLIED");
  }

  /** Both aliases, both events and the state, or none of them. */
  private static void check(TestServer server) {
    JdbcClient sql = server.bean(JdbcClient.class);
    TestEngine.eventually(() ->
        sql.sql(
                """
                select not exists (select from pg_stat_activity
                  where datname = current_database() and state = 'active'
                    and query like '%audit_event%' and pid <> pg_backend_pid())
                """)
            .query(Boolean.class)
            .single());
    assertThat(
            sql.sql(
                    """
                    select c.id || ' ' || c.state || ' ' || a.n || ' ' || e.n || ' ' || f.n
                    from change c,
                      lateral (select count(*) as n from alias x where x.change_id = c.id) a,
                      lateral (select count(*) as n from audit_event v
                        where v.proposal_id = c.id and v.action = 'alias.create') e,
                      lateral (select count(*) as n from audit_event v
                        where v.proposal_id = c.id and v.action = 'change.applied') f
                    where c.contexts = array['crashing'] and c.apply = 'MANUAL'
                      and case c.state when 'APPLIED' then (a.n, e.n, f.n) <> (2, 2, 1)
                        else (a.n, e.n, f.n) <> (0, 0, 0) end
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }
}
