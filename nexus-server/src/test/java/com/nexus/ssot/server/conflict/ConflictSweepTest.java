package com.nexus.ssot.server.conflict;

import static com.nexus.ssot.server.conflict.Conflicts.URL;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictClaim;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictOffer;
import com.nexus.ssot.model.api.ConflictState;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.conflict.ConflictSweep.Turn;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sweep finds, and what becomes of it by itself. */
class ConflictSweepTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final Conflicts CONFLICTS = new Conflicts(SERVER);

  private final String context = STOCK.context();

  private ConflictDetails found(ConflictType type, String alias) {
    ConflictDetails conflict = CONFLICTS.only(context);
    assertThat(conflict.type()).isEqualTo(type);
    assertThat(conflict.alias()).isEqualTo(alias);
    assertThat(conflict.context()).isEqualTo(context);
    assertThat(conflict.state()).isEqualTo(ConflictState.OPEN);
    assertThat(CONFLICTS.events(conflict.id())).containsExactly("conflict.detect");
    return conflict;
  }

  private static List<String> sides(ConflictDetails conflict) {
    return conflict.claims().stream()
        .map(claim -> claim.objectType() + " " + claim.key() + " " + claim.says())
        .toList();
  }

  private static List<String> ways(ConflictDetails conflict) {
    return conflict.resolutions().stream().map(ConflictOffer::resolution).toList();
  }

  @Test
  void aliasesInACircleAreFoundOnce() {
    CONFLICTS.circle(context);
    ConflictDetails conflict = CONFLICTS.only(context);
    assertThat(conflict.type()).isEqualTo(ConflictType.CYCLE);
    assertThat(sides(conflict))
        .containsExactlyInAnyOrder("alias round-a round-b", "alias round-b round-a");
    assertThat(ways(conflict)).containsExactly("alias_of_alias", "expire", "dismiss");
  }

  @Test
  void anAliasWhoseTargetIsSwitchedOffDangles() {
    CONFLICTS.dangling(context);
    ConflictDetails conflict = found(ConflictType.DANGLING, "pointer");
    assertThat(sides(conflict))
        .containsExactly("alias pointer target", "alias target switched off");
    assertThat(conflict.claims().getLast().revision()).isEqualTo(2);
    assertThat(ways(conflict)).containsExactly("alias_of_alias", "expire", "dismiss");
  }

  @Test
  void anAliasWhoseAnchorOrEndpointIsGoneDangles() {
    String anchor = STOCK.anchor(Stock.unique("gone-api"));
    String endpoint = STOCK.endpoint(Stock.unique("gone-call"));
    CONFLICTS.alias(context, "to-anchor", anchor, "");
    CONFLICTS.alias(context, "to-endpoint", endpoint, "");
    CONFLICTS.alias(context, "to-nothing", anchor, "");
    CONFLICTS.sql("update anchor set deleted_at = now() where key = ?", anchor);
    CONFLICTS.sql("update endpoint set deleted_at = now() where key = ?", endpoint);
    CONFLICTS.sql(
        "update alias set target_key = 'never-was' where context_key = ? and key = 'to-nothing'",
        context);
    CONFLICTS.sweep();
    List<String> found = new ArrayList<>();
    for (Conflict conflict : CONFLICTS.in(context, "&type=DANGLING")) {
      ConflictClaim target = CONFLICTS.one(conflict.id()).claims().getLast();
      found.add(conflict.alias() + " " + target.objectType() + " " + target.says());
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            "to-anchor anchor deleted",
            "to-endpoint endpoint deleted",
            "to-nothing anchor missing");
  }

  @Test
  void anExpiredAliasThatOthersLeadToIsInUse() {
    CONFLICTS.expired(context);
    ConflictDetails conflict = found(ConflictType.EXPIRED_IN_USE, "passing");
    assertThat(sides(conflict)).containsExactly("alias passing " + URL, "alias pointer passing");
    assertThat(ways(conflict))
        .containsExactly("keep_first", "merge", "alias_of_alias", "expire", "dismiss");
  }

  @Test
  void anAliasWithTheNameOfAnEndpointThatLeadsElsewhereShadowsIt() {
    String name = CONFLICTS.shadowing(context);
    ConflictDetails conflict = found(ConflictType.SHADOWS_ENDPOINT, name);
    assertThat(sides(conflict))
        .containsExactly("alias " + name + " " + URL, "endpoint " + name + " null");
    assertThat(ways(conflict)).containsExactly("merge", "rename", "expire", "dismiss");
  }

  @Test
  void anAliasWithTheNameOfAnAnchorShadowsItUnlessItLeadsThere() {
    String shadowed = STOCK.anchor(Stock.unique("shadow-api"));
    String led = STOCK.anchor(Stock.unique("honest-api"));
    CONFLICTS.alias(context, shadowed, URL, "");
    CONFLICTS.alias(context, led, led, "");
    found(ConflictType.SHADOWS_ENDPOINT, shadowed);
  }

  @Test
  void anOwnerThatIsNoTeamAndNoPersonWhoMayActIsGone() {
    People people = new People(SERVER);
    String gone = people.person();
    String here = people.person();
    String team = people.team();
    String former = people.team();
    CONFLICTS.alias(context, "of-gone", URL, ", \"owner\": \"" + gone + "\"");
    CONFLICTS.alias(context, "of-here", URL, ", \"owner\": \"" + here + "\"");
    CONFLICTS.alias(context, "of-team", URL, ", \"owner\": \"" + team.replace('-', '_') + "\"");
    CONFLICTS.alias(context, "of-former", URL, ", \"owner\": \"" + former + "\"");
    CONFLICTS.alias(context, "of-nobody", URL, ", \"owner\": \"never-was-a-team\"");
    assertThat(SERVER.post("/api/users/" + gone + "/disable", null).status()).isEqualTo(200);
    assertThat(SERVER.delete("/api/teams/" + former).status()).isEqualTo(200);
    CONFLICTS.sweep();
    List<String> found = new ArrayList<>();
    for (Conflict conflict : CONFLICTS.in(context, "&type=OWNER_GONE")) {
      ConflictDetails details = CONFLICTS.one(conflict.id());
      found.add(conflict.alias() + " " + details.claims().getLast().says());
      assertThat(ways(details)).containsExactly("keep_first", "expire", "dismiss");
    }
    assertThat(found)
        .containsExactlyInAnyOrder("of-gone disabled", "of-former deleted", "of-nobody unknown");
  }

  @Test
  void namesThatAreEasilyTakenForEachOtherLookAlikeUnlessTheyMeanTheSame() {
    CONFLICTS.lookingAlike(context);
    CONFLICTS.alias(context, "shop-0", URL, "");
    CONFLICTS.alias(context, "shop-o", URL, "");
    CONFLICTS.alias(context, "cart-1", URL, "");
    CONFLICTS.alias(context, "cart-l", "cart-1", "");
    ConflictDetails conflict = found(ConflictType.LOOK_ALIKE, "modem-app");
    assertThat(sides(conflict))
        .containsExactly("alias modern-app " + URL, "alias modem-app " + URL + "/other");
    assertThat(ways(conflict))
        .containsExactly(
            "keep_first", "keep_newest", "rename", "alias_of_alias", "merge", "expire", "dismiss");
  }

  @Test
  void twoOpenChangesOfOneObjectCompete() {
    CONFLICTS.competing(context);
    ConflictDetails conflict = found(ConflictType.COMPETING_CHANGES, "wanted");
    assertThat(conflict.claims()).allMatch(claim -> claim.objectType().equals("change"));
    assertThat(ways(conflict)).containsExactly("dismiss");
    // When one of them is closed, nothing is left to compete.
    CONFLICTS.sql(
        "update change set state = 'WITHDRAWN' where id = cast(? as uuid)",
        String.valueOf(conflict.claims().getLast().id()));
    CONFLICTS.sweep();
    assertThat(CONFLICTS.one(conflict.id()).resolution()).isEqualTo("gone");
  }

  @Test
  void twoOpenChangesThatMakeOneNameClaimItTwice() {
    CONFLICTS.claimedTwice(context);
    ConflictDetails conflict = found(ConflictType.DUPLICATE_CLAIM, "wanted");
    assertThat(conflict.claims()).allMatch(claim -> claim.objectType().equals("change"));
    assertThat(conflict.claims().getFirst().id()).isNotEqualTo(conflict.claims().getLast().id());
    assertThat(ways(conflict)).containsExactly("dismiss");
  }

  @Test
  void aConflictIsFoundOnceAndEndsByItselfWhenNothingContradictsAnyMore() {
    CONFLICTS.dangling(context);
    ConflictDetails conflict = CONFLICTS.only(context);
    CONFLICTS.patch(context, "pointer", "{\"description\": \"another revision\"}");
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "")).hasSize(1);

    assertThat(SERVER.delete("/api/aliases/pointer?context=" + context).status()).isEqualTo(200);
    CONFLICTS.sweep();
    ConflictDetails after = CONFLICTS.one(conflict.id());
    assertThat(after.state()).isEqualTo(ConflictState.RESOLVED);
    assertThat(after.resolution()).isEqualTo("gone");
    assertThat(after.changeId()).isNull();
    assertThat(after.resolutions()).isEmpty();
    assertThat(after.revision()).isEqualTo(2);
    assertThat(CONFLICTS.events(conflict.id()))
        .containsExactly("conflict.detect", "conflict.resolve");

    // What comes back is another conflict.
    assertThat(SERVER.post("/api/aliases/target/restore?context=" + context, null).status())
        .isEqualTo(200);
    CONFLICTS.sql(
        "update alias set deleted_at = null where context_key = ? and key = 'pointer'", context);
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "&state=OPEN"))
        .singleElement()
        .satisfies(again -> assertThat(again.id()).isNotEqualTo(conflict.id()));
  }

  @Test
  void sweepsAtTheSameMomentFindAConflictOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      CONFLICTS.alias(context, "shop-" + i + "0", URL + i, "");
      CONFLICTS.alias(context, "shop-" + i + "o", URL, "");
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Turn>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        running.add(threads.submit(() -> SERVER.bean(ConflictSweep.class).run()));
      }
      for (Future<Turn> each : running) {
        each.get();
      }
    }
    CONFLICTS.sweep();
    assertThat(CONFLICTS.in(context, "").stream().map(Conflict::alias))
        .containsExactlyInAnyOrder("shop-0o", "shop-1o", "shop-2o", "shop-3o", "shop-4o");
  }

  @Test
  void whileAnotherServerLooksNothingIsDone() {
    CONFLICTS.dangling(context);
    Turn turn =
        SERVER
            .bean(Transactions.class)
            .write(_ -> {
              while (!SERVER.bean(SweepTable.class).tryToLead()) {
                Thread.onSpinWait();
              }
              try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
                return other.submit(() -> SERVER.bean(ConflictSweep.class).run()).get();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    assertThat(turn).isEqualTo(Turn.NOT_MINE);
  }

  @Test
  void theViewOfTheSeedsShowsThem() {
    CONFLICTS.dangling(context);
    ConflictDetails conflict = CONFLICTS.only(context);
    CONFLICTS.resolve(conflict.id(), "{\"resolution\": \"expire\"}");
    assertThat(
            SERVER
                .bean(JdbcClient.class)
                .sql(
                    """
                    SELECT alias, conflict_type, resolution, resolved_at IS NOT NULL AS settled,
                      created_at IS NOT NULL AND id > 0 AS found
                    FROM conflicts WHERE context = ?
                    """)
                .param(context)
                .query()
                .singleRow()
                .toString())
        .isEqualTo(
            "{alias=pointer, conflict_type=DANGLING, resolution=expire, settled=true, found=true}");
  }
}
