package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.server.TestServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** How long a name stays reserved for an alias that has come to its end, and what comes then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class NameReservationTest {
  private static final Duration DAY = Duration.ofDays(1);

  private Ages ages;

  @BeforeAll
  void start() {
    ages = new Ages();
    ages.rules("expiration: {grace_period: 10d}");
  }

  @AfterAll
  void stop() {
    ages.close();
  }

  @Test
  void withinGraceTheNameIsReservedAndTheRefusalSaysUntilWhen() {
    ages.alias("expired", ", \"ttl\": \"1d\"");
    ages.alias("deleted", "");
    Instant expired = ages.expiry("expired");
    ages.pass(DAY.multipliedBy(1));
    Ages.done(ages.server.delete("/api/aliases/deleted"), 200);
    Instant deleted = ages.now();
    ages.pass(DAY.multipliedBy(9));

    Reply first = Ages.done(ages.create("expired", ""), 409);
    assertThat(first.code()).isEqualTo("ALREADY_EXISTS");
    assertThat(first.text())
        .contains("reserved until " + expired.plus(DAY.multipliedBy(10)))
        .contains("renew it");
    Reply second = Ages.done(ages.create("deleted", ""), 409);
    assertThat(second.text())
        .contains("reserved until " + deleted.plus(DAY.multipliedBy(10)))
        .contains("restore it");
    Ages.done(ages.server.post("/api/aliases/deleted/restore", null), 200);
    Ages.done(ages.server.post("/api/aliases/expired/renew", null), 200);
  }

  @Test
  void afterGraceTheNameIsFreeAndWhatItWasStaysReadable() {
    for (String way : List.of("by-expiry", "by-deletion")) {
      UUID old = ages.alias(way, ", \"ttl\": \"1d\", \"description\": \"the old one\"");
      ages.pass(Duration.ofMinutes(1));
      if (way.equals("by-deletion")) {
        Ages.done(ages.server.delete("/api/aliases/" + way), 200);
      }
      ages.pass(Duration.ofMinutes(1));
      Instant then = ages.now();
      ages.pass(DAY.multipliedBy(11));

      Reply dry =
          ages.server.post(
              "/api/aliases?dryRun=true",
              "{\"alias\": \"%s\", \"canonical\": \"https://new.example\"}".formatted(way));
      Ages.done(dry, 200);
      assertThat(ages.resolve(way).status()).isEqualTo(410);

      Reply made =
          Ages.done(
              ages.server.post(
                  "/api/aliases",
                  "{\"alias\": \"%s\", \"canonical\": \"https://new.example\"}".formatted(way),
                  "If-None-Match",
                  "*"),
              201);
      UUID id = UUID.fromString(made.json().path("id").asString());
      assertThat(id).isNotEqualTo(old);
      assertThat(made.json().path("revision").asInt()).isEqualTo(1);
      assertThat(ages.resolve(way).text()).contains("https://new.example");

      // The change tells what it took the place of, and that one's history is there by its id.
      JsonNode change =
          ages.server.get("/api/changes/" + made.json().path("change_id").asString()).json();
      assertThat(change.at("/operations/0/before/id").asString()).isEqualTo(old.toString());
      assertThat(change.at("/operations/0/after/id").asString()).isEqualTo(id.toString());
      JsonNode history =
          ages.server.get("/api/aliases/" + way + "/history?count=true&id=" + old).json();
      int revisions = way.equals("by-deletion") ? 2 : 1;
      assertThat(history.path("items")).hasSize(revisions);
      assertThat(history.path("total").asInt()).isEqualTo(revisions);
      assertThat(history.at("/items/0/object/description").asString()).isEqualTo("the old one");
      assertThat(ages.server.get("/api/aliases/" + way + "/history").json().path("items"))
          .hasSize(1);
      assertThat(
              ages.server.get("/api/aliases/" + way + "/history?id=" + UUID.randomUUID()).status())
          .isEqualTo(404);
      Reply was =
          ages.server.get(
              "/api/aliases/resolve/default/%s?detail=full&asOf=%s".formatted(way, then));
      assertThat(was.status()).isEqualTo(way.equals("by-deletion") ? 410 : 200);
      Ages.done(ages.server.post("/api/aliases/" + way + "/restore", null), 200);
      assertThat(ages.resolve(way).text()).contains("https://new.example");
    }
  }

  @Test
  void anIndexOfTheFeedAnswersWithTheAliasOfThatTime() {
    ages.alias("indexed", ", \"ttl\": \"1d\"");
    String index = null;
    while (index == null || !known("indexed", index)) {
      index = ages.resolve("indexed").header("X-Nexus-Index");
    }
    ages.pass(DAY.multipliedBy(12));
    Ages.done(
        ages.server.post(
            "/api/aliases", "{\"alias\": \"indexed\", \"canonical\": \"https://new.example\"}"),
        201);
    Reply was = ages.server.get("/api/aliases/resolve/default/indexed?detail=full&asOf=" + index);
    assertThat(was.status()).as(was.text()).isIn(200, 410);
    assertThat(was.text()).doesNotContain("https://new.example");
  }

  private boolean known(String name, String index) {
    return ages.server
            .get("/api/aliases/resolve/default/%s?detail=full&asOf=%s".formatted(name, index))
            .status()
        != 404;
  }

  @Test
  void whatOthersStillLeadToIsNotReplacedBehindTheirBack() {
    ages.alias("led-to", ", \"ttl\": \"1d\"");
    Ages.done(
        ages.server.post("/api/aliases", "{\"alias\": \"leader\", \"canonical\": \"led-to\"}"),
        201);
    ages.pass(DAY.multipliedBy(12));
    Reply refused = Ages.done(ages.create("led-to", ""), 409);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains("leader");
  }

  @Test
  void anAliasThatIsSwitchedOffKeepsItsName() {
    ages.alias("off", "");
    Ages.done(ages.server.patch("/api/aliases/off", "{\"is_active\": false}"), 200);
    ages.pass(DAY.multipliedBy(50));
    assertThat(Ages.done(ages.create("off", ""), 409).text()).contains("the name is taken");
  }

  @Test
  void ofManyWhoWantAFreeNameOneGetsIt() throws Exception {
    ages.alias("wanted", ", \"ttl\": \"1d\"");
    ages.pass(DAY.multipliedBy(12));
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> ages.create("wanted", "")));
      }
      for (Future<Reply> each : running) {
        statuses.add(each.get().status());
      }
    }
    assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
  }

  @Test
  void theDatabaseLetsNoAliasGoWithoutItsHistoryNorOneInUse() {
    UUID used = ages.alias("in-use", "");
    UUID ended = ages.alias("ended", ", \"ttl\": \"1d\"");
    for (UUID id : List.of(used, ended)) {
      assertThatThrownBy(() -> ages.sql().sql("delete from alias where id = ?").param(id).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("is not released");
    }
  }
}
