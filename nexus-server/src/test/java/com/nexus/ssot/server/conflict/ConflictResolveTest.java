package com.nexus.ssot.server.conflict;

import static com.nexus.ssot.server.conflict.Conflicts.URL;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictOffer;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How conflicts are settled, at the door. */
class ConflictResolveTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final Conflicts CONFLICTS = new Conflicts(SERVER);

  private final String context = STOCK.context();

  private void make(String type) {
    switch (type) {
      case "CYCLE" -> CONFLICTS.circle(context);
      case "DANGLING" -> CONFLICTS.dangling(context);
      case "EXPIRED_IN_USE" -> CONFLICTS.expired(context);
      case "SHADOWS_ENDPOINT" -> CONFLICTS.shadowing(context);
      case "LOOK_ALIKE" -> CONFLICTS.lookingAlike(context);
      case "OWNER_GONE" ->
          CONFLICTS.alias(context, "orphan", URL, ", \"owner\": \"never-was-a-team\"");
      default -> throw new AssertionError(type);
    }
  }

  private Alias alias(String name) {
    return SERVER.get("/api/aliases/" + name + "?context=" + context).as(Alias.class);
  }

  /** Every way that is offered ends the conflict by just the operations that were told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CYCLE            | alias_of_alias | , 'alias': 'safe'",
        "CYCLE            | expire         |",
        "DANGLING         | alias_of_alias | , 'alias': 'safe'",
        "DANGLING         | expire         |",
        "EXPIRED_IN_USE   | keep_first     |",
        "EXPIRED_IN_USE   | keep_first     | , 'ttl': '20d'",
        "EXPIRED_IN_USE   | merge          |",
        "EXPIRED_IN_USE   | alias_of_alias | , 'alias': 'safe'",
        "EXPIRED_IN_USE   | expire         |",
        "SHADOWS_ENDPOINT | merge          |",
        "SHADOWS_ENDPOINT | rename         | , 'name': 'another-name'",
        "SHADOWS_ENDPOINT | expire         |",
        "LOOK_ALIKE       | keep_first     |",
        "LOOK_ALIKE       | keep_newest    |",
        "LOOK_ALIKE       | rename         | , 'name': 'another-name'",
        "LOOK_ALIKE       | alias_of_alias |",
        "LOOK_ALIKE       | merge          |",
        "LOOK_ALIKE       | expire         |",
        "OWNER_GONE       | keep_first     | , 'owner': 'ssot_maintainers'",
        "OWNER_GONE       | expire         |",
      })
  void everyWayThatIsOfferedEndsTheConflict(String type, String way, String more) {
    CONFLICTS.alias(context, "safe", URL + "/safe", "");
    make(type);
    ConflictDetails conflict = CONFLICTS.only(context);
    ConflictOffer offer =
        conflict.resolutions().stream()
            .filter(each -> each.resolution().equals(way))
            .findFirst()
            .orElseThrow();
    String draft =
        "{\"resolution\": \"%s\"%s}".formatted(way, more == null ? "" : more.replace('\'', '"'));

    Reply reply = CONFLICTS.resolve(conflict.id(), draft);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    Conflict settled = reply.as(Conflict.class);
    assertThat(settled.state()).isEqualTo(ConflictState.RESOLVED);
    assertThat(settled.resolution()).isEqualTo(way);
    Change change = SERVER.get("/api/changes/" + settled.changeId()).as(Change.class);
    List<String> expected = new ArrayList<>(List.of("conflict.resolve"));
    offer.operations().forEach(operation -> expected.add(operation.kind()));
    assertThat(change.operations().stream().map(OperationView::kind)).isEqualTo(expected);
    assertThat(CONFLICTS.events(conflict.id()))
        .containsExactly("conflict.detect", "conflict.resolve");
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "&state=OPEN&type=" + type)).isEmpty();
  }

  @Test
  void aRenamedAliasLeavesItsOldNameWithASuccessor() {
    CONFLICTS.lookingAlike(context);
    ConflictDetails conflict = CONFLICTS.only(context);
    CONFLICTS.resolve(conflict.id(), "{\"resolution\": \"rename\", \"name\": \"broadband-app\"}");
    assertThat(alias("broadband-app").canonical()).isEqualTo(URL + "/other");
    Reply old = SERVER.get("/api/aliases/modem-app?context=" + context);
    assertThat(old.status()).isEqualTo(410);
    assertThat(old.text()).contains("broadband-app");
  }

  @Test
  void whatIsOfferedIsToldWithItsBodiesAndParameters() {
    CONFLICTS.lookingAlike(context);
    ConflictDetails conflict = CONFLICTS.only(context);
    ConflictOffer rename =
        conflict.resolutions().stream()
            .filter(each -> each.resolution().equals("rename"))
            .findFirst()
            .orElseThrow();
    assertThat(rename.parameters())
        .singleElement()
        .satisfies(parameter -> assertThat(parameter.required()).isTrue());
    assertThat(rename.operations().getFirst().body().path("alias").asString()).isEqualTo("{name}");
    assertThat(rename.operations().getLast().body().path("successor").asString())
        .isEqualTo("{name}");
    assertThat(rename.operations().getLast().ifMatch()).isNotNull();
  }

  @Test
  void whatIsNotOfferedOrLacksAParameterIsRefusedWithEveryCause() {
    CONFLICTS.dangling(context);
    UUID id = CONFLICTS.only(context).id();
    Reply other = CONFLICTS.resolve(id, "{\"resolution\": \"keep_newest\"}");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("/resolution").contains("alias_of_alias, expire, dismiss");
    Reply lacking = CONFLICTS.resolve(id, "{\"resolution\": \"alias_of_alias\", \"ttl\": \"9d\"}");
    assertThat(lacking.status()).isEqualTo(422);
    assertThat(lacking.text()).contains("\"/alias\"").contains("\"/ttl\"");
    assertThat(CONFLICTS.resolve(id, "{\"resolution\": \"dismiss\"}").status()).isEqualTo(422);
    assertThat(CONFLICTS.one(id).state()).isEqualTo(ConflictState.OPEN);
  }

  @Test
  void whatBreaksARuleChangesNothingAtAll() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    Reply refused =
        CONFLICTS.resolve(id, "{\"resolution\": \"rename\", \"name\": \"No Such Name!\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(CONFLICTS.one(id).state()).isEqualTo(ConflictState.OPEN);
    assertThat(alias("modem-app").deletedAt()).isNull();
  }

  @Test
  void aDismissedConflictIsNotToldAgainAndEndsWhenItIsGone() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    Reply dismissed =
        CONFLICTS.resolve(
            id, "{\"resolution\": \"dismiss\", \"justification\": \"both are well known\"}");
    assertThat(dismissed.as(Conflict.class).state()).isEqualTo(ConflictState.DISMISSED);
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "")).hasSize(1);
    SERVER.delete("/api/aliases/modem-app?context=" + context);
    CONFLICTS.sweep();
    assertThat(CONFLICTS.one(id).resolution()).isEqualTo("gone");
  }

  @Test
  void whatIsTakenBackOpensTheConflictAgain() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    UUID change =
        CONFLICTS.resolve(id, "{\"resolution\": \"merge\"}").as(Conflict.class).changeId();
    Reply reverted = SERVER.post("/api/changes/" + change + "/revert", "{}");
    assertThat(reverted.status()).as(reverted.toString()).isIn(200, 201);
    ConflictDetails again = CONFLICTS.one(id);
    assertThat(again.state()).isEqualTo(ConflictState.OPEN);
    assertThat(again.resolution()).isNull();
    assertThat(alias("modem-app").canonical()).isEqualTo(URL + "/other");
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "")).hasSize(1);

    Reply given = SERVER.patch("/api/conflicts/" + id, "{\"owner\": \"shop_team\"}");
    UUID assigned = given.as(Conflict.class).changeId();
    SERVER.post("/api/changes/" + assigned + "/revert", "{}");
    assertThat(CONFLICTS.one(id).owner()).isNull();
  }

  @Test
  void whereChangesWaitAResolutionWaitsToo() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    SERVER.approver(context);
    SERVER.patch("/api/contexts/" + context, "{\"approval_required\": true}");
    Reply waits = CONFLICTS.resolve(id, "{\"resolution\": \"keep_first\"}");
    assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
    assertThat(CONFLICTS.one(id).state()).isEqualTo(ConflictState.OPEN);
    assertThat(alias("modem-app").deletedAt()).isNull();
    // The sweep goes on meanwhile, and tells nothing twice.
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "&type=LOOK_ALIKE")).hasSize(1);
  }

  @Test
  void ofTwoWhoResolveAtOnceOneIsToldThatItIsSettled() throws Exception {
    for (int round = 0; round < 5; round++) {
      String place = STOCK.context();
      CONFLICTS.lookingAlike(place);
      UUID id = CONFLICTS.only(place).id();
      List<Integer> statuses =
          together(
              () -> CONFLICTS.resolve(id, "{\"resolution\": \"keep_first\"}"),
              () -> CONFLICTS.resolve(id, "{\"resolution\": \"keep_newest\"}"));
      assertThat(statuses).containsExactlyInAnyOrder(200, 409);
      long left =
          List.of("modern-app", "modem-app").stream()
              .filter(
                  name -> SERVER.get("/api/aliases/" + name + "?context=" + place).status() == 200)
              .count();
      assertThat(left).isEqualTo(1);
      assertThat(CONFLICTS.resolve(id, "{\"resolution\": \"keep_first\"}").code())
          .isEqualTo("SETTLED");
    }
  }

  @Test
  void aSweepAndAResolutionAtOnceEndTheConflictOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      String place = STOCK.context();
      CONFLICTS.lookingAlike(place);
      UUID id = CONFLICTS.only(place).id();
      SERVER.delete("/api/aliases/modern-app?context=" + place);
      List<Integer> statuses =
          together(
              () ->
                  CONFLICTS.resolve(
                      id, "{\"resolution\": \"dismiss\", \"justification\": \"fine\"}"),
              () -> {
                CONFLICTS.sweep();
                return SERVER.get("/api/conflicts/" + id);
              });
      assertThat(statuses.getFirst()).isIn(200, 409);
      CONFLICTS.sweep();
      assertThat(CONFLICTS.one(id).resolution()).isEqualTo("gone");
      assertThat(CONFLICTS.events(id)).hasSize(statuses.getFirst() == 200 ? 3 : 2);
      assertThat(CONFLICTS.in(place, "")).hasSize(1);
    }
  }

  /** Statuses of what two do at the same moment. */
  private static List<Integer> together(
      java.util.function.Supplier<Reply> one, java.util.function.Supplier<Reply> other)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (java.util.function.Supplier<Reply> each : List.of(one, other)) {
        running.add(
            threads.submit(() -> {
              barrier.await();
              return each.get().status();
            }));
      }
      return List.of(running.getFirst().get(), running.getLast().get());
    }
  }

  @Test
  void aliasesThatAreGoneMeanwhileLeaveOnlyAcceptingIt() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    SERVER.delete("/api/aliases/modem-app?context=" + context);
    assertThat(CONFLICTS.one(id).resolutions().stream().map(ConflictOffer::resolution))
        .containsExactly("dismiss");
    assertThat(CONFLICTS.resolve(id, "{\"resolution\": \"keep_first\"}").status()).isEqualTo(422);
  }

  @Test
  void aRequestThatIsRepeatedGetsTheSameAnswerAndHappensOnce() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    String draft = "{\"resolution\": \"merge\"}";
    Conflict first = CONFLICTS.resolve(id, draft, "Idempotency-Key", "k1").as(Conflict.class);
    Reply again = CONFLICTS.resolve(id, draft, "Idempotency-Key", "k1");
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.as(Conflict.class)).isEqualTo(first);
    assertThat(CONFLICTS.resolve(id, draft).status()).isEqualTo(409);
  }

  @Test
  void aDryRunShowsTheChangeAndStoresNothing() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    Reply dry =
        SERVER.post("/api/conflicts/" + id + "/resolve?dryRun=true", "{\"resolution\": \"merge\"}");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.as(Change.class).operations()).hasSize(2);
    assertThat(CONFLICTS.one(id).state()).isEqualTo(ConflictState.OPEN);
    assertThat(
            CONFLICTS
                .resolve(id, "{\"resolution\": \"merge\"}", "If-Match", "\"nothing-9\"")
                .status())
        .isEqualTo(412);
  }

  @Test
  void aConflictIsGivenToSomebodyAndListedForThem() {
    CONFLICTS.alias(context, "modern-app", URL, "");
    CONFLICTS.alias(context, "modem-app", URL + "/2", ", \"owner\": \"ssot_maintainers\"");
    UUID id = CONFLICTS.only(context).id();
    assertThat(CONFLICTS.one(id).owner()).isEqualTo("ssot_maintainers");
    String team = Stock.unique("team");
    Reply given = SERVER.patch("/api/conflicts/" + id, "{\"owner\": \"" + team + "\"}");
    assertThat(given.status()).as(given.toString()).isEqualTo(200);
    assertThat(given.as(Conflict.class).revision()).isEqualTo(2);
    assertThat(CONFLICTS.in(context, "&owner=" + team)).hasSize(1);
    assertThat(CONFLICTS.in(context, "&owner=ssot_maintainers")).isEmpty();
    assertThat(CONFLICTS.events(id)).containsExactly("conflict.detect", "conflict.assign");
    Reply nobody = SERVER.patch("/api/conflicts/" + id, "{\"owner\": null}");
    assertThat(nobody.as(Conflict.class).owner()).isNull();
    assertThat(SERVER.patch("/api/conflicts/" + id, "{\"state\": \"RESOLVED\"}").status())
        .isEqualTo(422);
  }

  @Test
  void listsHavePagesAndFilters() {
    for (int i = 0; i < 3; i++) {
      CONFLICTS.alias(context, "shop-" + i + "0", URL + i, "");
      CONFLICTS.alias(context, "shop-" + i + "o", URL, "");
    }
    CONFLICTS.sweep();
    String list = "/api/conflicts?limit=2&count=true&context=" + context;
    Reply page = SERVER.get(list);
    assertThat(page.json().path("items")).hasSize(2);
    assertThat(page.json().path("total").asInt()).isEqualTo(3);
    Reply next = SERVER.get(list + "&cursor=" + page.json().path("next").asString());
    assertThat(next.json().path("items")).hasSize(1);
    assertThat(CONFLICTS.in(context, "&type=CYCLE")).isEmpty();
    assertThat(CONFLICTS.in(context, "&state=DISMISSED")).isEmpty();
    assertThat(SERVER.get("/api/conflicts?state=SOLVED").status()).isEqualTo(400);
  }

  @Test
  void onlyWhoMayReadThereSeesItAndOnlyWhoMayWriteThereSettlesIt() {
    CONFLICTS.lookingAlike(context);
    UUID id = CONFLICTS.only(context).id();
    String elsewhere = STOCK.context();
    People people = new People(SERVER);
    String stranger = people.person();
    people.role(
        "[{\"verb\": \"READ\", \"kind\": \"CONFLICT\", \"context\": \"" + elsewhere + "\"}]",
        stranger);
    String reader = people.person();
    people.role(
        """
        [{"verb": "READ", "kind": "CONFLICT", "context": "%1$s"},
         {"verb": "WRITE", "kind": "CONFLICT", "context": "%2$s"}]
        """
            .formatted(context, elsewhere),
        reader);
    String strange = people.key(stranger);
    assertThat(people.as(strange, "GET", "/api/conflicts/" + id, null).status()).isEqualTo(404);
    assertThat(people.as(strange, "GET", "/api/conflicts?limit=1000", null).text())
        .doesNotContain(id.toString());
    assertThat(people.as(strange, "GET", "/api/conflicts?context=" + context, null).status())
        .isEqualTo(403);

    String reads = people.key(reader);
    Reply seen = people.as(reads, "GET", "/api/conflicts/" + id, null);
    assertThat(seen.status()).isEqualTo(200);
    // Conflicts may be read, aliases may not: their names are not told twice.
    assertThat(seen.as(ConflictDetails.class).claims())
        .allMatch(claim -> claim.key() == null && claim.says() == null);
    Reply refused =
        people.as(
            reads,
            "POST",
            "/api/conflicts/" + id + "/resolve",
            "{\"resolution\": \"dismiss\", \"justification\": \"because\"}");
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(CONFLICTS.one(id).state()).isEqualTo(ConflictState.OPEN);
  }
}
