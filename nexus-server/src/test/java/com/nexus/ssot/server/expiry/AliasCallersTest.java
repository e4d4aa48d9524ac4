package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.AliasCaller;
import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Who still calls names that are deprecated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class AliasCallersTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String DEPRECATED = ", \"deprecated_at\": \"2026-01-01T00:00:00Z\"";

  private Ages ages;

  @BeforeAll
  void start() {
    ages = new Ages();
  }

  @AfterAll
  void stop() {
    ages.close();
  }

  /** A key of somebody new; answers its text. */
  private String key(String name, String contexts) {
    return Ages.done(
            ages.server.post(
                "/api/keys",
                """
                {"name": "%s", "kind": "SERVICE", "contexts": [%s], "verbs": ["READ"]}
                """
                    .formatted(name, contexts)),
            201)
        .json()
        .path("key")
        .asString();
  }

  private Reply as(String key, String path) {
    return ages.server.http("GET", path, null, "Authorization", "Bearer " + key);
  }

  private AliasCallers callers(String name) {
    return Ages.done(ages.server.get("/api/aliases/" + name + "/callers"), 200)
        .as(AliasCallers.class);
  }

  @Test
  void whoCallsADeprecatedNameIsCountedByDay() {
    ages.alias("called", DEPRECATED);
    ages.alias("in-use", "");
    String shop = key("shop-service", "\"default\"");
    Instant first = ages.now();
    for (int i = 0; i < 3; i++) {
      Ages.done(as(shop, "/api/aliases/resolve/default/called"), 200);
      Ages.done(as(shop, "/aliases/called"), 200);
      Ages.done(as(shop, "/api/aliases/resolve/default/in-use"), 200);
    }
    ages.pass(DAY);
    Ages.done(as(shop, "/api/aliases/resolve/default/called?detail=full"), 200);
    Ages.done(
        ages.server.http(
            "POST",
            "/api/aliases/resolve",
            "{\"aliases\": [\"called\", \"in-use\"]}",
            "Authorization",
            "Bearer " + shop),
        200);

    AliasCaller caller = callers("called").callers().getFirst();
    assertThat(caller.caller()).isEqualTo("shop-service");
    assertThat(caller.kind()).isEqualTo(PrincipalKind.SERVICE);
    assertThat(caller.calls()).isEqualTo(8);
    assertThat(caller.firstSeen()).isEqualTo(first);
    assertThat(caller.lastSeen()).isEqualTo(ages.now());
    assertThat(caller.days())
        .containsExactly(
            new AliasCaller.Day(ages.now().toString().substring(0, 10), 2),
            new AliasCaller.Day(first.toString().substring(0, 10), 6));
    assertThat(callers("in-use").callers()).isEmpty();
  }

  @Test
  void whoComesWithoutACredentialIsAnonymous() {
    Ages.done(ages.server.post("/api/contexts", "{\"name\": \"open\", \"is_public\": true}"), 201);
    ages.alias("door", DEPRECATED + ", \"context\": \"open\"");
    Ages.done(ages.server.http("GET", "/api/aliases/resolve/open/door", null), 200);
    AliasCallers found =
        Ages.done(ages.server.get("/api/aliases/door/callers?context=open"), 200)
            .as(AliasCallers.class);
    assertThat(found.callers())
        .singleElement()
        .satisfies(caller -> {
          assertThat(caller.caller()).isEqualTo("anonymous");
          assertThat(caller.kind()).isNull();
        });
    // That the context is public is not enough to be told who else calls.
    assertThat(ages.server.http("GET", "/api/aliases/door/callers?context=open", null).status())
        .isEqualTo(401);
  }

  @Test
  void theListHasEveryDeprecatedNameThatTheCallerMayRead() {
    for (String context : List.of("mine", "theirs")) {
      Ages.done(ages.server.post("/api/contexts", "{\"name\": \"" + context + "\"}"), 201);
      ages.alias(context + "-old", DEPRECATED + ", \"context\": \"" + context + "\"");
      ages.alias(context + "-unused", DEPRECATED + ", \"context\": \"" + context + "\"");
      Ages.done(ages.server.get("/api/aliases/resolve/%s/%s-old".formatted(context, context)), 200);
    }
    String mine = key("mine-only", "\"mine\"");
    List<AliasCallers> listed = list(mine, "/api/alias-callers");
    assertThat(listed.stream().map(AliasCallers::alias)).containsExactly("mine-old", "mine-unused");
    assertThat(listed.getFirst().callers())
        .singleElement()
        .satisfies(caller -> assertThat(caller.calls()).isEqualTo(1));
    assertThat(listed.getLast().callers()).isEmpty();
    assertThat(as(mine, "/api/alias-callers?context=theirs").status()).isEqualTo(403);
    assertThat(as(mine, "/api/aliases/theirs-old/callers?context=theirs").status()).isEqualTo(403);

    JsonNode page = as(mine, "/api/alias-callers?limit=1&count=true").json();
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(
            list(mine, "/api/alias-callers?limit=1&cursor=" + page.path("next").asString()).stream()
                .map(AliasCallers::alias))
        .containsExactly("mine-unused");
  }

  private List<AliasCallers> list(String key, String path) {
    List<AliasCallers> found = new ArrayList<>();
    Ages.done(as(key, path), 200)
        .json()
        .path("items")
        .forEach(item -> found.add(Json.convert(item, AliasCallers.class)));
    return found;
  }

  @Test
  void callersBeyondTheBoundAreOthersAndNoneIsCountedTwice() {
    UUID id = ages.alias("crowded", DEPRECATED);
    AliasCalls calls = ages.server.bean(AliasCalls.class);
    long now = ages.now().toEpochMilli();
    synchronized (calls) { // nothing is written meanwhile
      calls.write();
      for (int i = 0; i < AliasCalls.MOST + 7; i++) {
        calls.called(id, new UUID(1, i), now);
      }
    }
    calls.write();
    assertThat(
            ages.sql()
                .sql("select calls from alias_call where alias_id = ? and caller = 'others'")
                .param(id)
                .query(Long.class)
                .list())
        .containsExactly(7L);
    assertThat(
            ages.sql()
                .sql("select sum(calls) from alias_call where alias_id = ?")
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(AliasCalls.MOST + 7L);
    assertThat(callers("crowded").callers().size()).isEqualTo(1_000);
  }

  @Test
  void twoServersAddUpAndCallsOlderThanNinetyDaysAreForgotten() {
    UUID id = ages.alias("aging", DEPRECATED);
    try (TestServer another = ages.server.another()) {
      Ages.done(ages.resolve("aging"), 200);
      TestServer.Reply there = another.get("/api/aliases/resolve/default/aging");
      Ages.done(there, 200);
      another.bean(AliasCalls.class).write();
    }
    assertThat(callers("aging").callers().getFirst().calls()).isEqualTo(2);

    AliasCalls calls = ages.server.bean(AliasCalls.class);
    Instant now = ages.now();
    calls.called(id, null, now.minus(DAY.multipliedBy(89)).toEpochMilli());
    calls.called(id, null, now.minus(DAY.multipliedBy(90)).toEpochMilli());
    calls.write();
    assertThat(callers("aging").callers())
        .filteredOn(caller -> caller.caller().equals("anonymous"))
        .singleElement()
        .satisfies(caller -> assertThat(caller.calls()).isEqualTo(1));
    ages.pass(DAY);
    calls.write();
    assertThat(
            ages.sql()
                .sql("select count(*) from alias_call where alias_id = ? and caller = 'anonymous'")
                .param(id)
                .query(Long.class)
                .single())
        .isZero();
  }
}
