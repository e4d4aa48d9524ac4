package com.nexus.ssot.server.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.conflict.ConflictSweep.Turn;
import com.nexus.ssot.server.registry.Stock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes conflicts on a server, has them found, and asks for them at the door. */
final class Conflicts {
  static final String URL = "https://api.example.com/v1";

  private final TestServer server;
  private final Stock stock;

  Conflicts(TestServer server) {
    this.server = server;
    this.stock = new Stock(server);
  }

  /** Looks through everything, until nothing is left to tell. */
  void sweep() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (server.bean(ConflictSweep.class).run() != Turn.DONE) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The conflicts of a context. */
  List<Conflict> in(String context, String more) {
    Reply reply = server.get("/api/conflicts?limit=1000&context=" + context + more);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    List<Conflict> found = new ArrayList<>();
    reply.json().path("items").forEach(item -> found.add(Json.convert(item, Conflict.class)));
    return found;
  }

  /** The only open conflict of a context. */
  ConflictDetails only(String context) {
    sweep();
    List<Conflict> found = in(context, "&state=OPEN");
    assertThat(found).hasSize(1);
    return one(found.getFirst().id());
  }

  ConflictDetails one(UUID id) {
    Reply reply = server.get("/api/conflicts/" + id);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.as(ConflictDetails.class);
  }

  Reply resolve(UUID id, String draft, String... headers) {
    return server.post("/api/conflicts/" + id + "/resolve", draft, headers);
  }

  /** An alias with more to say about it than its target. */
  void alias(String context, String name, String canonical, String more) {
    String body =
        "{\"alias\": \"%s\", \"context\": \"%s\", \"canonical\": \"%s\"%s}"
            .formatted(name, context, canonical, more);
    Reply made = server.post("/api/aliases", body);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }

  void patch(String context, String name, String patch) {
    Reply changed = server.patch("/api/aliases/" + name + "?context=" + context, patch);
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  /** Does to rows what no write would do. */
  void sql(String statement, Object... parameters) {
    JdbcClient.StatementSpec spec = server.bean(JdbcClient.class).sql(statement);
    for (Object parameter : parameters) {
      spec = spec.param(parameter);
    }
    spec.update();
  }

  /** Two aliases of a context that lead to each other. */
  void circle(String context) {
    alias(context, "round-a", URL, "");
    alias(context, "round-b", "round-a", "");
    sql(
        """
        update alias set target_kind = 'ALIAS', target_key = 'round-b', canonical = 'round-b'
        where context_key = ? and key = 'round-a'
        """,
        context);
  }

  /** An alias that leads to one that is switched off. */
  void dangling(String context) {
    alias(context, "target", URL, "");
    alias(context, "pointer", "target", "");
    patch(context, "target", "{\"is_active\": false}");
  }

  /** An alias that leads to one that has expired. */
  void expired(String context) {
    alias(context, "passing", URL, ", \"ttl\": \"9d\"");
    alias(context, "pointer", "passing", "");
    sql(
        """
        update alias set expires_at = created_at + interval '1 microsecond'
        where context_key = ? and key = 'passing'
        """,
        context);
  }

  /** An alias with the name of an endpoint that leads elsewhere; answers the name. */
  String shadowing(String context) {
    String name = stock.endpoint(Stock.unique("listed"));
    alias(context, name, URL, "");
    return name;
  }

  /** Two names that are easily taken for each other. */
  void lookingAlike(String context) {
    alias(context, "modern-app", URL, "");
    alias(context, "modem-app", URL + "/other", "");
  }

  /** A context in which changes wait, with an alias that two of them want to change. */
  void competing(String context) {
    alias(context, "wanted", URL, "");
    server.approver(context);
    Reply asks = server.patch("/api/contexts/" + context, "{\"approval_required\": true}");
    assertThat(asks.status()).as(asks.toString()).isEqualTo(200);
    for (String text : List.of("one", "two")) {
      Reply waits =
          server.patch(
              "/api/aliases/wanted?context=" + context, "{\"description\": \"" + text + "\"}");
      assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
    }
  }

  /** Two changes of an agent that would make the same name. */
  void claimedTwice(String context) {
    String key =
        server
            .post(
                "/api/keys",
                """
                {"name": "%s", "kind": "AGENT", "contexts": ["%s"], "verbs": ["READ", "WRITE"]}
                """
                    .formatted(Stock.unique("agent"), context))
            .json()
            .path("key")
            .asString();
    for (int i = 0; i < 2; i++) {
      Reply waits =
          server.http(
              "POST",
              "/api/aliases",
              "{\"alias\": \"wanted\", \"context\": \"%s\", \"canonical\": \"%s/%d\"}"
                  .formatted(context, URL, i),
              "Authorization",
              "Bearer " + key);
      assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
    }
  }

  /** Actions of the audit events about a conflict, oldest first. */
  List<String> events(UUID id) {
    return server
        .bean(JdbcClient.class)
        .sql("select action from audit_event where object_id = ? order by order_no, ord")
        .param(id)
        .query(String.class)
        .list();
  }
}
