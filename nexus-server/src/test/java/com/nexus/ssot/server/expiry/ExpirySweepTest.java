package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.directory.People;
import java.time.Duration;
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

/** Who is told that an alias expires, and when. All tests share the time, so they take turns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class ExpirySweepTest {
  private static final Duration DAY = Duration.ofDays(1);

  private Ages ages;
  private People people;

  @BeforeAll
  void start() {
    ages = new Ages();
    people = new People(ages.server);
  }

  @AfterAll
  void stop() {
    ages.close();
  }

  @Test
  void theOwnerIsToldAFortnightAWeekAndADayBeforeAndWhenItHasExpired() {
    String anna = people.person();
    UUID id = ages.alias("owned", ", \"ttl\": \"20d\", \"owner\": \"" + anna + "\"");
    for (int day = 0; day < 21; day++) {
      ages.sweep();
      ages.sweep();
      ages.pass(DAY);
    }
    assertThat(ages.told(id))
        .containsExactly(
            "alias.expiring 14", "alias.expiring 7", "alias.expiring 1", "alias.expired 0");
    List<String> notices = ages.notices(anna);
    assertThat(notices).hasSize(4);
    assertThat(notices.getFirst())
        .startsWith("The alias 'owned' in the context 'default' expires within 14 days, at ")
        .endsWith(". To keep it: nexus alias renew owned --context default");
    assertThat(notices.get(2)).contains("within 1 day,");
    assertThat(notices.getLast())
        .contains("resolves no more. To bring it back: nexus alias renew owned --context default.")
        .contains("Its name is reserved until " + ages.expiry("owned").plus(DAY.multipliedBy(30)));
    // Telling changes nothing of the alias, nor of what is known of it in memory.
    assertThat(ages.resolve("owned").status()).isEqualTo(410);
  }

  @Test
  void whatIsToldLeavesTheNameAsItIs() {
    UUID id = ages.alias("staying", ", \"ttl\": \"10d\"");
    ages.pass(DAY.multipliedBy(4));
    ages.sweep();
    assertThat(ages.told(id)).containsExactly("alias.expiring 7");
    ages.server.get("/api/aliases/staying");
    assertThat(ages.resolve("staying").status()).isEqualTo(200);
    assertThat(ages.server.get("/api/aliases/staying").json().path("revision").asInt())
        .isEqualTo(1);
  }

  @Test
  void whoWasNotToldWhileNoServerRanHearsTheNearestWarningOnly() {
    UUID late = ages.alias("late", ", \"ttl\": \"30d\"");
    UUID over = ages.alias("over", ", \"ttl\": \"20d\"");
    ages.pass(Duration.ofHours(30 * 24 - 5));
    ages.sweep();
    assertThat(ages.told(late)).containsExactly("alias.expiring 1");
    assertThat(ages.told(over)).containsExactly("alias.expired 0");
  }

  @Test
  void anotherExpiryBeginsAnew() {
    UUID id = ages.alias("renewed", ", \"ttl\": \"20d\"");
    ages.pass(DAY.multipliedBy(10));
    ages.sweep();
    Ages.done(ages.server.post("/api/aliases/renewed/renew", "{\"ttl\": \"20d\"}"), 200);
    ages.sweep();
    assertThat(ages.told(id)).containsExactly("alias.expiring 14");
    ages.pass(DAY.multipliedBy(17));
    ages.sweep();
    assertThat(ages.told(id)).containsExactly("alias.expiring 14", "alias.expiring 14");
  }

  @Test
  void nobodyIsWarnedOfWhatLayBeforeTheAliasGotItsExpiry() {
    UUID id = ages.alias("brief", ", \"ttl\": \"5d\"");
    ages.sweep();
    // Another revision with the same expiry is no other expiry.
    ages.server.patch("/api/aliases/brief", "{\"description\": \"says more\"}");
    ages.sweep();
    assertThat(ages.told(id)).isEmpty();
    ages.pass(Duration.ofHours(4 * 24 + 1));
    ages.sweep();
    assertThat(ages.told(id)).containsExactly("alias.expiring 1");
  }

  @Test
  void theOwningTeamIsToldAndWithoutAnOwnerTheTeamsOfTheContext() {
    String anna = people.person();
    String berta = people.person();
    String carla = people.person();
    String owners = people.team(anna, berta);
    String writers = people.team(carla);
    Ages.done(
        ages.server.post(
            "/api/contexts", "{\"name\": \"teamed\", \"permissions\": [\"" + writers + "\"]}"),
        201);
    String[] owned = {", \"owner\": \"" + owners + "\"", ", \"owner\": \"nobody-there\"", ""};
    for (int i = 0; i < owned.length; i++) {
      ages.server.put("/api/teams/" + writers + "/members/" + anna, null);
      ages.sql()
          .sql(
              """
              insert into alias (id, context_key, context, key, shown, canonical, target_kind,
                target_key, type, owner, labels, is_active, revision, created_at, created_by,
                updated_at, updated_by, change_id, expires_at)
              values (gen_random_uuid(), 'teamed', 'teamed', ?, ?, 'https://a.example', 'URL',
                'https://a.example', 'TEMPORARY', ?, '{}', true, 1, ?, gen_random_uuid(), ?,
                gen_random_uuid(), gen_random_uuid(), ?)
              """)
          .param("team-" + i)
          .param("team-" + i)
          .param(i == 2 ? null : owned[i].split("\"", -1)[3])
          .param(java.sql.Timestamp.from(ages.now()))
          .param(java.sql.Timestamp.from(ages.now()))
          .param(java.sql.Timestamp.from(ages.now().plus(DAY.multipliedBy(8))))
          .update();
    }
    ages.pass(DAY.multipliedBy(2));
    ages.sweep();
    assertThat(ages.notices(berta)).singleElement().asString().contains("'team-0'");
    assertThat(ages.notices(carla))
        .hasSize(2)
        .anyMatch(text -> text.contains("'team-1'"))
        .anyMatch(text -> text.contains("'team-2'"));
  }

  @Test
  void whatIsDeletedOrSwitchedOffIsNotToldOf() {
    UUID deleted = ages.alias("deleted", ", \"ttl\": \"10d\"");
    UUID off = ages.alias("switched-off", ", \"ttl\": \"10d\"");
    Ages.done(ages.server.delete("/api/aliases/deleted"), 200);
    Ages.done(ages.server.patch("/api/aliases/switched-off", "{\"is_active\": false}"), 200);
    ages.pass(DAY.multipliedBy(11));
    ages.sweep();
    assertThat(ages.told(deleted)).isEmpty();
    assertThat(ages.told(off)).isEmpty();
  }

  @Test
  void twoServersAtTheSameMomentTellOnce() throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(ages.alias("shared-" + i, ", \"ttl\": \"10d\""));
    }
    ages.pass(DAY.multipliedBy(4));
    try (TestServer another = ages.server.another();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(ages::sweep));
        running.add(threads.submit(() -> another.bean(ExpirySweep.class).run()));
      }
      for (Future<?> each : running) {
        each.get();
      }
      ages.sweep();
    }
    ids.forEach(id -> assertThat(ages.told(id)).containsExactly("alias.expiring 7"));
  }
}
