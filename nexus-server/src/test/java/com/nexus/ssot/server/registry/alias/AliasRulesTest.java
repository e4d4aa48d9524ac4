package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.governance.NamingRules;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What an alias must satisfy: its target, its way, its name and its expiry. */
class AliasRulesTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/v1/profile";

  private final String context = STOCK.context();

  private Reply create(String fields) {
    return SERVER.post("/api/aliases", "{\"context\": \"%s\", %s}".formatted(context, fields));
  }

  private static List<String> pointers(Reply reply) {
    return StreamSupport.stream(reply.json().path("causes").spliterator(), false)
        .map(cause -> cause.path("at").asString(""))
        .toList();
  }

  private static String path(String alias, String context) {
    return "/api/aliases/" + alias + "?context=" + context;
  }

  @Test
  void theTargetIsFoundAmongAnchorsEndpointsAndAliases() {
    String anchor = STOCK.anchor(Stock.unique("Orders_API"));
    String endpoint = STOCK.endpoint(Stock.unique("listOrders"));
    Reply first = create("\"alias\": \"to-anchor\", \"canonical\": \"%s\"".formatted(anchor));
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.as(Alias.class).targetKind()).isEqualTo(TargetKind.ANCHOR);
    Reply lower =
        create(
            "\"alias\": \"to-anchor-2\", \"canonical\": \"%s\""
                .formatted(anchor.toLowerCase(java.util.Locale.ROOT)));
    assertThat(lower.as(Alias.class).canonical()).isEqualTo(anchor);
    Reply second = create("\"alias\": \"to-endpoint\", \"canonical\": \"%s\"".formatted(endpoint));
    assertThat(second.as(Alias.class).targetKind()).isEqualTo(TargetKind.ENDPOINT);
    Reply third = create("\"alias\": \"to-alias\", \"canonical\": \"to-anchor\"");
    assertThat(third.as(Alias.class).targetKind()).isEqualTo(TargetKind.ALIAS);
  }

  @Test
  void aTargetOfTwoKindsMustBeSaidToBeOne() {
    String name = Stock.unique("both");
    STOCK.anchor(name);
    STOCK.endpoint(name);

    Reply unclear = create("\"alias\": \"unclear\", \"canonical\": \"%s\"".formatted(name));
    assertThat(unclear.status()).isEqualTo(409);
    assertThat(unclear.code()).isEqualTo("AMBIGUOUS_TARGET");
    assertThat(unclear.text()).contains("ANCHOR or ENDPOINT");
    Reply clear =
        create(
            "\"alias\": \"clear\", \"canonical\": \"%s\", \"target_kind\": \"ENDPOINT\""
                .formatted(name));
    assertThat(clear.status()).as(clear.text()).isEqualTo(201);
    assertThat(clear.as(Alias.class).targetKind()).isEqualTo(TargetKind.ENDPOINT);
  }

  @Test
  void aNameThatIsProposedAlreadyIsNotProposedAgainAndItsExplanationSaysSo() {
    String careful = Stock.unique("careful");
    STOCK.does(
        "context.create",
        new ContextDraft(careful, null, List.of(), true, false, null, null, true, false));
    String body = "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"}";
    String first = body.formatted(careful, "Twice_Proposed", URL);
    Reply waiting = SERVER.post("/api/aliases", first);
    assertThat(waiting.status()).as(waiting.text()).isEqualTo(202);
    String change = waiting.json().path("id").asString();

    Reply again = SERVER.post("/api/aliases", body.formatted(careful, "twice-proposed", URL));
    assertThat(again.code()).as(again.text()).isEqualTo("ALREADY_EXISTS");
    assertThat(again.text()).contains(change);
    assertThat(SERVER.post("/api/aliases", body.formatted(careful, "once", URL)).status())
        .isEqualTo(202);

    Explanation why =
        SERVER.get("/api/aliases/twice-proposed/explain?context=" + careful).as(Explanation.class);
    assertThat(why.steps().getLast().rule()).isEqualTo(Explanation.Rule.APPROVAL);
    assertThat(why.summary()).contains(change);
    People people = new People(SERVER);
    String reader = people.person();
    people.role("[{\"verb\": \"read\", \"kind\": \"alias\"}]", reader);
    String path = "/api/aliases/twice-proposed/explain?context=" + careful;
    Reply blind = people.as(people.key(reader), "GET", path, null);
    assertThat(blind.status()).as(blind.text()).isEqualTo(200);
    assertThat(blind.text()).doesNotContain(change);
  }

  @Test
  void anAliasNamedAsTheEndpointItLeadsToIsNoSecondMeaning() {
    String name = STOCK.endpoint(Stock.unique("get-playlist"));
    create("\"alias\": \"%s\", \"canonical\": \"%s\"".formatted(name, name));

    Reply plain = create("\"alias\": \"playlist\", \"canonical\": \"%s\"".formatted(name));
    assertThat(plain.status()).as(plain.text()).isEqualTo(201);
    assertThat(plain.as(Alias.class).targetKind()).isEqualTo(TargetKind.ENDPOINT);
    Reply said =
        create(
            "\"alias\": \"playlist-2\", \"canonical\": \"%s\", \"target_kind\": \"ALIAS\""
                .formatted(name));
    assertThat(said.as(Alias.class).targetKind()).isEqualTo(TargetKind.ALIAS);
  }

  @Test
  void anAliasNamedAsAnEndpointThatItDoesNotLeadToIsASecondMeaning() {
    String name = STOCK.endpoint(Stock.unique("get-album"));
    create("\"alias\": \"%s\", \"canonical\": \"%s\"".formatted(name, URL));

    Reply unclear = create("\"alias\": \"album\", \"canonical\": \"%s\"".formatted(name));
    assertThat(unclear.code()).isEqualTo("AMBIGUOUS_TARGET");
    assertThat(unclear.text()).contains("ENDPOINT or ALIAS");
  }

  @Test
  void aTargetThatDoesNotExistIsRefusedWithWhatWasPerhapsMeant() {
    String anchor = STOCK.anchor(Stock.unique("payment-gateway"));
    Reply dangling =
        create(
            "\"alias\": \"pay\", \"canonical\": \"%s\""
                .formatted(anchor.replace("payment", "paymnt")));
    assertThat(dangling.status()).isEqualTo(409);
    assertThat(dangling.code()).isEqualTo("DANGLING");
    assertThat(dangling.text()).contains("did you mean").contains(anchor);
    Reply wrongKind =
        create(
            "\"alias\": \"pay\", \"canonical\": \"%s\", \"target_kind\": \"ENDPOINT\""
                .formatted(anchor));
    assertThat(wrongKind.code()).isEqualTo("DANGLING");
  }

  @Test
  void aTemporaryAliasExpiresByTheRules() {
    Instant now = Instant.now();
    Alias byDefault =
        create(
                "\"alias\": \"temp-1\", \"canonical\": \"%s\", \"type\": \"TEMPORARY\""
                    .formatted(URL))
            .as(Alias.class);
    assertThat(byDefault.expiresAt())
        .isBetween(now.plus(Duration.ofDays(89)), now.plus(Duration.ofDays(91)));
    Alias byTtl =
        create("\"alias\": \"temp-2\", \"canonical\": \"%s\", \"ttl\": \"30d\"".formatted(URL))
            .as(Alias.class);
    assertThat(byTtl.type()).isEqualTo(AliasType.TEMPORARY);
    assertThat(byTtl.expiresAt())
        .isBetween(now.plus(Duration.ofDays(29)), now.plus(Duration.ofDays(31)));
    Reply tooLong =
        create("\"alias\": \"temp-3\", \"canonical\": \"%s\", \"ttl\": \"2y\"".formatted(URL));
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(pointers(tooLong)).containsExactly("/ttl");
    Reply both =
        create(
            "\"alias\": \"temp-4\", \"canonical\": \"%s\", \"ttl\": \"2d\", \"expires_at\": \"%s\""
                .formatted(URL, now.plus(Duration.ofDays(3))));
    assertThat(pointers(both)).containsExactly("/ttl");
    Reply past =
        create(
            "\"alias\": \"temp-5\", \"canonical\": \"%s\", \"expires_at\": \"2020-01-01T00:00:00Z\""
                .formatted(URL));
    assertThat(pointers(past)).containsExactly("/expires_at");
    Reply renewed = SERVER.patch(path("temp-2", context), "{\"ttl\": \"60d\"}");
    assertThat(renewed.as(Alias.class).expiresAt())
        .isBetween(now.plus(Duration.ofDays(59)), now.plus(Duration.ofDays(61)));
  }

  @Test
  void inAContextOfTemporaryNamesEveryAliasExpires() {
    for (String place :
        List.of(
            STOCK.context(true, List.of(), false, null),
            STOCK.context(false, List.of("temporary_only"), false, null))) {
      String body = "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"%s}";
      Reply plain = SERVER.post("/api/aliases", body.formatted(place, "moving", URL, ""));
      assertThat(plain.as(Alias.class).type()).isEqualTo(AliasType.TEMPORARY);
      assertThat(plain.as(Alias.class).expiresAt()).isNotNull();
      Reply permanent =
          SERVER.post(
              "/api/aliases", body.formatted(place, "staying", URL, ", \"type\": \"PERMANENT\""));
      assertThat(permanent.status()).isEqualTo(422);
      assertThat(pointers(permanent)).containsExactly("/type");
    }
  }

  @Test
  void aContextCanHaveNamingRulesOfItsOwn() {
    String strict = STOCK.context(false, List.of(), false, new NamingRules("^v[0-9]+$", 2, 4));
    String body = "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"}";
    assertThat(SERVER.post("/api/aliases", body.formatted(strict, "v12", URL)).status())
        .isEqualTo(201);
    Reply refused = SERVER.post("/api/aliases", body.formatted(strict, "user-api", URL));
    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  void aCircleIsRefusedWithItsChain() {
    create("\"alias\": \"one\", \"canonical\": \"%s\"".formatted(URL));
    create("\"alias\": \"two\", \"canonical\": \"one\"");
    create("\"alias\": \"three\", \"canonical\": \"two\"");
    Reply circle = SERVER.patch(path("one", context), "{\"canonical\": \"three\"}");
    assertThat(circle.status()).isEqualTo(409);
    assertThat(circle.code()).isEqualTo("CYCLE");
    assertThat(circle.text()).contains("one -> three -> two -> one");
    Reply itself = SERVER.patch(path("one", context), "{\"canonical\": \"ONE\"}");
    assertThat(itself.code()).isEqualTo("CYCLE");
    Reply atOnce = create("\"alias\": \"selfish\", \"canonical\": \"selfish\"");
    assertThat(atOnce.code()).isEqualTo("CYCLE");
  }

  @Test
  void atMostEightAliasesLeadFromOneToTheNext() {
    create("\"alias\": \"hop-0\", \"canonical\": \"%s\"".formatted(URL));
    for (int i = 1; i <= 8; i++) {
      Reply hop = create("\"alias\": \"hop-%d\", \"canonical\": \"hop-%d\"".formatted(i, i - 1));
      assertThat(hop.status()).as(hop.text()).isEqualTo(201);
    }
    assertThat(SERVER.get("/api/aliases/resolve/" + context + "/hop-8?detail=full").status())
        .isEqualTo(200);
    Reply ninth = create("\"alias\": \"hop-9\", \"canonical\": \"hop-8\"");
    assertThat(ninth.status()).isEqualTo(422);
    create("\"alias\": \"below\", \"canonical\": \"%s\"".formatted(URL));
    Reply below = SERVER.patch(path("hop-0", context), "{\"canonical\": \"below\"}");
    assertThat(below.status()).as("lengthening at the bottom").isEqualTo(422);
  }

  @Test
  void anAliasMayBeCalledLikeTheAnchorItLeadsTo() {
    String anchor = STOCK.anchor(Stock.unique("same"));
    Reply created = create("\"alias\": \"%s\", \"canonical\": \"%s\"".formatted(anchor, anchor));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.as(Alias.class).targetKind()).isEqualTo(TargetKind.ANCHOR);
  }

  @Test
  void anExpiryIsJudgedAgainWhenTheAliasBeginsAtAnotherTime() {
    String moving = STOCK.context(true, List.of(), false, null);
    Reply far =
        SERVER.post(
            "/api/aliases",
            """
            {"context": "%s", "alias": "far", "canonical": "%s",
             "valid_from": "2125-01-01T00:00:00Z", "expires_at": "2125-12-01T00:00:00Z"}
            """
                .formatted(moving, URL));
    assertThat(far.status()).as(far.text()).isEqualTo(201);

    Reply sooner = SERVER.patch(path("far", moving), "{\"valid_from\": null}");
    assertThat(sooner.status()).isEqualTo(422);
    assertThat(pointers(sooner)).containsExactly("/expires_at");
    assertThat(SERVER.patch(path("far", moving), "{\"owner\": \"x\"}").status()).isEqualTo(200);
    Reply later = SERVER.patch(path("far", moving), "{\"valid_from\": \"2125-02-01T00:00:00Z\"}");
    assertThat(later.status()).as(later.text()).isEqualTo(200);
  }

  @Test
  void anAliasComesBackOnlyUnderANameThatItCouldBeGivenToday() {
    create("\"alias\": \"old-style\", \"canonical\": \"%s\"".formatted(URL));
    SERVER.delete(path("old-style", context));
    Reply stricter =
        SERVER.patch(
            "/api/contexts/" + context,
            "{\"naming\": {\"pattern\": \"^v[0-9]+$\", \"min_length\": 2, \"max_length\": 4}}");
    assertThat(stricter.status()).as(stricter.text()).isEqualTo(200);

    Reply refused = SERVER.post("/api/aliases/old-style/restore?context=" + context, null);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(pointers(refused)).contains("/alias");
  }
}
