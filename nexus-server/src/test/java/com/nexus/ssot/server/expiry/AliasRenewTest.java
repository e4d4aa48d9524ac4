package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeFlow;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.Callers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Renewing aliases, before and after they expire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class AliasRenewTest {
  private static final Duration DAY = Duration.ofDays(1);

  private Ages ages;

  @BeforeAll
  void start() {
    ages = new Ages();
  }

  @AfterAll
  void stop() {
    ages.close();
  }

  private Reply renew(String name, @Nullable String body, String... headers) {
    return ages.server.post("/api/aliases/" + name + "/renew", body, headers);
  }

  @Test
  void aRenewalCountsFromWhenItWouldExpire() {
    ages.alias("usual", ", \"ttl\": \"10d\"");
    Instant before = ages.expiry("usual");
    Ages.done(renew("usual", null), 200);
    assertThat(ages.expiry("usual")).isEqualTo(before.plus(DAY.multipliedBy(90)));
    Ages.done(renew("usual", "{\"ttl\": \"5d\"}"), 200);
    assertThat(ages.expiry("usual")).isEqualTo(before.plus(DAY.multipliedBy(95)));
  }

  @Test
  void whatHasExpiredIsRenewedFromNowAndResolvesAgain() {
    ages.alias("back", ", \"ttl\": \"1d\"");
    ages.pass(DAY.multipliedBy(3));
    assertThat(ages.resolve("back").status()).isEqualTo(410);
    Ages.done(renew("back", "{\"ttl\": \"7d\"}"), 200);
    assertThat(ages.expiry("back")).isEqualTo(ages.now().plus(DAY.multipliedBy(7)));
    assertThat(ages.resolve("back").status()).isEqualTo(200);
  }

  @Test
  void whatHasExpiredSaysItsSuccessorAtEveryDoor() {
    ages.alias("instead", "");
    ages.alias("ended", ", \"ttl\": \"1d\", \"successor\": \"instead\"");
    ages.pass(DAY.multipliedBy(2));
    for (String door :
        List.of(
            "/api/aliases/resolve/default/ended",
            "/api/aliases/resolve/default/ended?detail=full",
            "/aliases/ended",
            "/ended?context=default")) {
      Reply gone = Ages.done(ages.server.get(door), 410);
      assertThat(gone.json().path("successor").asString()).as(door).isEqualTo("instead");
    }
    Reply many =
        Ages.done(ages.server.post("/api/aliases/resolve", "{\"aliases\": [\"ended\"]}"), 200);
    assertThat(many.json().get(0).path("outcome").asString()).isEqualTo("RETIRED");
    assertThat(many.json().get(0).path("successor").asString()).isEqualTo("instead");
  }

  @Test
  void theLongestTimeHolds() {
    ages.alias("longest", ", \"ttl\": \"300d\"");
    Reply refused = Ages.done(renew("longest", "{\"ttl\": \"90d\"}"), 422);
    assertThat(refused.text()).contains("/ttl").contains("at the latest");
    // Where nobody says how long, it is as long as the rules allow.
    Ages.done(renew("longest", null), 200);
    // A write is never of the same moment as the one before.
    Instant latest = ages.now().atOffset(java.time.ZoneOffset.UTC).plusYears(1).toInstant();
    assertThat(ages.expiry("longest")).isBetween(latest, latest.plusMillis(1));
    assertThat(renew("longest", "{\"ttl\": \"soon\"}").status()).isEqualTo(422);
  }

  @Test
  void whatDoesNotExpireIsNotThereOrWasDeletedIsNotRenewed() {
    ages.alias("eternal", "");
    assertThat(Ages.done(renew("eternal", null), 422).text()).contains("does not expire");
    Ages.done(renew("unheard-of", null), 404);
    ages.alias("deleted-one", ", \"ttl\": \"10d\"");
    ages.server.delete("/api/aliases/deleted-one");
    Ages.done(renew("deleted-one", null), 410);
  }

  @Test
  void aRenewalIsAWriteLikeOthers() {
    ages.alias("written", ", \"ttl\": \"10d\"");
    Instant before = ages.expiry("written");
    Reply preview = ages.server.post("/api/aliases/written/renew?dryRun=true", null);
    Ages.done(preview, 200);
    assertThat(ages.expiry("written")).isEqualTo(before);
    Ages.done(
        renew("written", null, "If-Match", "\"00000000-0000-0000-0000-000000000000-1\""), 412);
    for (int i = 0; i < 2; i++) {
      Ages.done(renew("written", "{\"ttl\": \"4d\"}", "Idempotency-Key", "renew-once"), 200);
    }
    assertThat(ages.expiry("written")).isEqualTo(before.plus(DAY.multipliedBy(4)));
    String change = ages.server.get("/api/aliases/written").json().path("change_id").asString();
    Ages.done(ages.server.post("/api/changes/" + change + "/revert", null), 201);
    assertThat(ages.expiry("written")).isEqualTo(before);
  }

  private Actor signedIn(String username) {
    String id = ages.server.get("/api/users/" + username).json().path("id").asString();
    return ages.server
        .bean(Callers.class)
        .actor(
            UUID.fromString(id),
            new Actor.Credential(
                "session:test", EnumSet.allOf(Verb.class), Set.of("*"), ages.now()),
            Actor.Origin.INTERNAL)
        .orElseThrow();
  }

  @Test
  void aRenewalThatWaitsForPeopleCountsFromWhenItIsAppliedIfTheAliasExpiredMeanwhile() {
    People people = new People(ages.server);
    String anna = people.person();
    people.role(
        "[{\"verb\": \"approve\", \"kind\": \"proposal\"}, {\"verb\": \"read\", \"kind\": \"*\"}]",
        anna);
    Ages.done(ages.server.post("/api/contexts", "{\"name\": \"asking\"}"), 201);
    ages.alias("waiting", ", \"context\": \"asking\", \"ttl\": \"2d\"");
    Ages.done(ages.server.patch("/api/contexts/asking", "{\"approval_required\": true}"), 200);
    Reply waits =
        Ages.done(
            ages.server.post("/api/aliases/waiting/renew?context=asking", "{\"ttl\": \"9d\"}"),
            202);
    ages.pass(DAY.multipliedBy(3));
    String path = "/api/changes/" + waits.json().path("id").asString();
    String digest = ages.server.get(path).json().path("digest").asString();
    ages.server
        .bean(ChangeFlow.class)
        .approve(
            UUID.fromString(waits.json().path("id").asString()),
            digest,
            null,
            signedIn(anna),
            WriteOptions.none());
    assertThat(ages.server.get(path).json().path("state").asString()).isEqualTo("APPLIED");
    assertThat(
            Instant.parse(
                ages.server
                    .get("/api/aliases/waiting?context=asking")
                    .json()
                    .path("expires_at")
                    .asString()))
        .isEqualTo(ages.now().plus(DAY.multipliedBy(9)));
  }
}
