package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.Explanation.Rule;
import com.nexus.ssot.model.api.ResolveAnswer;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.ResolveRequest;
import com.nexus.ssot.model.api.ResolvedAlias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What names mean: details, the past, many at once, and why. */
class ResolveResourceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/v1";

  private final String context = STOCK.context();

  private Reply resolve(String alias, String query) {
    return SERVER.get("/api/aliases/resolve/" + context + "/" + alias + query);
  }

  /** Lets an alias expire, which no caller could do but time. */
  private void expire(String alias) {
    SERVER
        .bean(JdbcClient.class)
        .sql("update alias set expires_at = ? where context_key = ? and key = ?")
        .param(Instant.now().minus(Duration.ofHours(1)).atOffset(java.time.ZoneOffset.UTC))
        .param(context)
        .param(alias)
        .update();
  }

  private void create(String alias, String canonical, String more) {
    Reply created =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"%s}"
                .formatted(context, alias, canonical, more));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  @Test
  void detailsTellTheWholeWay() {
    String anchor = STOCK.anchor(Stock.unique("profile-api"));
    create("base", anchor, ", \"owner\": \"team-base\", \"ttl\": \"30d\"");
    create("Upper", "base", ", \"owner\": \"team-upper\"");

    Reply reply = resolve("upper", "?detail=full");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    ResolvedAlias resolved = reply.as(ResolvedAlias.class);
    assertThat(resolved.canonicalName()).isEqualTo(anchor);
    assertThat(resolved.targetKind()).isEqualTo(TargetKind.ANCHOR);
    assertThat(resolved.chain()).containsExactly("Upper", "base");
    assertThat(resolved.owner()).isEqualTo("team-upper");
    assertThat(resolved.expiresAt()).as("of the first to expire").isNotNull();
    assertThat(resolved.alias()).isEqualTo("Upper");
    create("direct", URL, "");
    assertThat(resolve("direct", "?detail=full").as(ResolvedAlias.class).url()).isEqualTo(URL);
  }

  @Test
  void aDeprecatedAliasSaysWhatToUseInstead() {
    create("newer", URL, "");
    create(
        "older",
        URL,
        ", \"successor\": \"newer\", \"deprecated_at\": \"2026-01-01T00:00:00Z\","
            + " \"sunset_at\": \"2026-06-01T00:00:00Z\"");
    Reply reply = resolve("older", "?detail=full");
    assertThat(reply.header("Deprecation")).isEqualTo("@1767225600");
    assertThat(reply.header("Sunset")).isEqualTo("Mon, 01 Jun 2026 00:00:00 GMT");
    assertThat(reply.header("Link"))
        .contains("/api/aliases/resolve/" + context + "/newer")
        .contains("successor-version");
  }

  @Test
  void bothPlanesSayWhatToUseInsteadWhereOnlyAnEndIsPlanned() {
    create("newer", URL, "");
    create("ending", URL, ", \"successor\": \"newer\", \"sunset_at\": \"2099-06-01T00:00:00Z\"");
    for (String query : List.of("", "?detail=full")) {
      Reply reply = resolve("ending", query);
      assertThat(reply.header("Deprecation")).isEmpty();
      assertThat(reply.header("Sunset")).isEqualTo("Mon, 01 Jun 2099 00:00:00 GMT");
      assertThat(reply.header("Link"))
          .isEqualTo("</api/aliases/resolve/" + context + "/newer>; rel=\"successor-version\"");
    }
  }

  @Test
  void aNameThatIsGoneNamesItsSuccessor() {
    create("newer", URL, "");
    create("older", URL, ", \"successor\": \"newer\", \"ttl\": \"1d\"");
    create("top", "older", "");
    expire("older");
    for (String name : List.of("older", "top")) {
      Reply gone = resolve(name, "?detail=full");
      assertThat(gone.status()).as(gone.text()).isEqualTo(410);
      assertThat(gone.code()).isEqualTo("GONE");
      assertThat(gone.json().path("successor").asString("")).isEqualTo("newer");
    }
    Reply leading =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"late\", \"canonical\": \"older\"}"
                .formatted(context));
    assertThat(leading.code()).isEqualTo("DANGLING");
    Reply renewed = SERVER.patch("/api/aliases/older?context=" + context, "{\"ttl\": \"2d\"}");
    assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
    assertThat(resolve("top", "?detail=full").status()).isEqualTo(200);
  }

  @Test
  void aNameThatIsSwitchedOffOrNotYetValidDoesNotResolve() {
    create("switched", URL, ", \"is_active\": false");
    create("future", URL, ", \"valid_from\": \"2099-01-01T00:00:00Z\"");
    assertThat(resolve("switched", "?detail=full").status()).isEqualTo(410);
    assertThat(resolve("future", "?detail=full").status()).isEqualTo(404);
  }

  @Test
  void anUnknownNameIsAnsweredWithSuggestionsAndAnUnknownContextWithNone() {
    create("customer-ledger", URL, "");
    Reply unknown = resolve("custmer-ledger", "?detail=full");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("suggestions").toString()).contains("customer-ledger");
    Reply nowhere = SERVER.get("/api/aliases/resolve/no-such-context/customer-ledger?detail=full");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.json().has("suggestions")).isFalse();
  }

  @Test
  void theAnswerOfAnEarlierMomentIsGivenFromHistory() {
    create("moved", URL + "/one", "");
    Instant first = Instant.now();
    SERVER.patch(
        "/api/aliases/moved?context=" + context, "{\"canonical\": \"%s/two\"}".formatted(URL));
    Instant second = Instant.now();
    SERVER.delete("/api/aliases/moved?context=" + context);

    assertThat(resolve("moved", "?asOf=" + first).text()).contains("/one");
    assertThat(resolve("moved", "?asOf=" + second).text()).contains("/two");
    assertThat(resolve("moved", "?asOf=" + Instant.now()).status()).isEqualTo(410);
    assertThat(resolve("moved", "?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    Reply future = resolve("moved", "?asOf=" + Instant.now().plus(Duration.ofHours(1)));
    assertThat(future.code()).isEqualTo("BAD_PARAMETER");
    assertThat(future.json().at("/causes/0/at").asString()).isEqualTo("?asOf");
    Reply bad = resolve("moved", "?asOf=yesterday");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(resolve("moved", "?asOf=999999999").status()).isEqualTo(400);
  }

  @Test
  void theAnswerAtAnIndexOfTheFeedIsThatOfItsMoment() {
    create("indexed", URL + "/one", "");
    SERVER.patch(
        "/api/aliases/indexed?context=" + context, "{\"canonical\": \"%s/two\"}".formatted(URL));
    long index = indexOf("alias.create");
    assertThat(resolve("indexed", "?detail=full&asOf=" + index).json().path("canonical_name"))
        .isEqualTo(Json.tree(URL + "/one"));
    long later = indexOf("alias.update");
    assertThat(resolve("indexed", "?detail=full&asOf=" + later).text())
        .contains("/two")
        .contains("\"index\":" + later);
  }

  @Test
  void atAnIndexTheFeedDecidesWhateverTheWritersClockSaid() {
    create("early", URL + "/one", "");
    SERVER.patch(
        "/api/aliases/early?context=" + context, "{\"canonical\": \"%s/two\"}".formatted(URL));
    long first = indexOf("alias.create");
    long second = indexOf("alias.update");
    writeAt("early", Instant.now().plus(Duration.ofDays(1)));

    assertThat(resolve("early", "?asOf=" + first).text()).contains("/one");
    assertThat(resolve("early", "?asOf=" + second).text()).contains("/two");
    assertThat(resolve("early", "?asOf=" + (first - 1)).status()).isEqualTo(404);
    SERVER.delete("/api/aliases/early?context=" + context);
    assertThat(resolve("early", "?asOf=" + indexOf("alias.delete")).status()).isEqualTo(410);
    assertThat(resolve("early", "?asOf=" + second).text()).contains("/two");
  }

  /** Lets an alias have been written by a server whose clock is wrong. */
  private void writeAt(String alias, Instant time) {
    SERVER
        .bean(JdbcClient.class)
        .sql("update alias set updated_at = ? where context_key = ? and key = ?")
        .param(time.atOffset(java.time.ZoneOffset.UTC))
        .param(context)
        .param(alias)
        .update();
  }

  /** The index of this context's last event of an action, once it has one. */
  private long indexOf(String action) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(deadline)) {
      List<Long> found =
          SERVER
              .bean(JdbcClient.class)
              .sql(
                  """
                  select l.leaf_index from audit_leaf l join audit_event e using (event_id)
                  where e.action = ? and e.context = ?
                  """)
              .param(action)
              .param(context)
              .query(Long.class)
              .list();
      if (!found.isEmpty()) {
        return found.getLast();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no index in time");
  }

  @Test
  void unknownNamesFallBackToTheDefaultContextWhereTheContextSaysSo() {
    String name = Stock.unique("fallen");
    STOCK.alias("default", name, URL + "/default");
    assertThat(resolve(name, "?detail=full").status()).isEqualTo(404);
    String falling = STOCK.context(false, List.of(), true, null);
    Reply reply = SERVER.get("/api/aliases/resolve/" + falling + "/" + name + "?detail=full");
    assertThat(reply.as(ResolvedAlias.class).context()).isEqualTo("default");
    Explanation why =
        SERVER.get("/api/aliases/" + name + "/explain?context=" + falling).as(Explanation.class);
    assertThat(why.steps()).extracting(Explanation.Step::rule).contains(Rule.FALLBACK);
    assertThat(why.outcome()).isEqualTo(ResolveOutcome.FOUND);
  }

  @Test
  void manyNamesAreAnsweredOneByOne() {
    create("found-one", URL, "");
    create("gone-one", URL, "");
    SERVER.delete("/api/aliases/gone-one?successor=found-one&context=" + context);
    Reply reply =
        SERVER.post(
            "/api/aliases/resolve",
            Json.tree(
                    new ResolveRequest(
                        context, List.of("FOUND_one", "gone-one", "fuond-one", "found-one")))
                .toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    ResolveAnswer[] answers = reply.as(ResolveAnswer[].class);
    assertThat(answers)
        .extracting(ResolveAnswer::outcome)
        .containsExactly(
            ResolveOutcome.FOUND,
            ResolveOutcome.RETIRED,
            ResolveOutcome.UNKNOWN,
            ResolveOutcome.FOUND);
    assertThat(answers[0].canonicalName()).isEqualTo(URL);
    assertThat(answers[1].successor()).isEqualTo("found-one");
    Reply tooMany =
        SERVER.post(
            "/api/aliases/resolve",
            Json.tree(new ResolveRequest(context, Collections.nCopies(1001, "x"))).toString());
    assertThat(tooMany.status()).isEqualTo(422);
  }

  @Test
  void anExplanationTellsEveryRuleAndHop() {
    create("last", URL, "");
    create("middle", "last", ", \"ttl\": \"9d\"");
    create("First", "middle", ", \"deprecated_at\": \"2026-01-01T00:00:00Z\"");
    Explanation why =
        SERVER.get("/api/aliases/first/explain?context=" + context).as(Explanation.class);
    assertThat(why.outcome()).isEqualTo(ResolveOutcome.FOUND);
    assertThat(why.canonicalName()).isEqualTo(URL);
    assertThat(why.steps())
        .extracting(Explanation.Step::rule)
        .containsExactly(
            Rule.NORMALISED,
            Rule.CONTEXT,
            Rule.EXISTS,
            Rule.DEPRECATED,
            Rule.HOP,
            Rule.EXISTS,
            Rule.EXPIRY,
            Rule.HOP,
            Rule.EXISTS,
            Rule.TARGET);
    assertThat(why.steps()).allMatch(step -> step.passed() && !step.sentence().isBlank());
    expire("middle");
    Explanation gone =
        SERVER.get("/api/aliases/FIRST/explain?context=" + context).as(Explanation.class);
    assertThat(gone.outcome()).isEqualTo(ResolveOutcome.RETIRED);
    assertThat(gone.steps().getLast().rule()).isEqualTo(Rule.EXPIRY);
    assertThat(gone.steps().getLast().passed()).isFalse();
    Explanation unknown =
        SERVER.get("/api/aliases/nobody/explain?context=" + context).as(Explanation.class);
    assertThat(unknown.steps().getLast().rule()).isEqualTo(Rule.EXISTS);
    assertThat(unknown.summary()).contains("means nothing");
  }

  @Test
  void anExplanationSaysWhichRuleEndedTheWay() {
    create("off", URL, ", \"is_active\": false");
    create("later", URL, ", \"valid_from\": \"2099-01-01T00:00:00Z\"");
    create("removed", URL, "");
    SERVER.delete("/api/aliases/removed?context=" + context);
    assertThat(endOf("off")).isEqualTo(Rule.ACTIVE);
    assertThat(endOf("later")).isEqualTo(Rule.VALID_FROM);
    assertThat(endOf("removed")).isEqualTo(Rule.DELETED);
    Explanation closed =
        SERVER.get("/api/aliases/off/explain?context=no-such").as(Explanation.class);
    assertThat(closed.steps().getLast().rule()).isEqualTo(Rule.CONTEXT);
  }

  private Rule endOf(String alias) {
    Explanation why =
        SERVER.get("/api/aliases/" + alias + "/explain?context=" + context).as(Explanation.class);
    assertThat(why.steps().getLast().passed()).isFalse();
    return why.steps().getLast().rule();
  }

  @Test
  void inAContextThatTheCallerMayNotReadEveryNameIsUnknown() {
    create("hidden", URL, "");
    Resolver resolver = SERVER.bean(Resolver.class);
    Resolver.Answer answer =
        resolver.resolve(STOCK.limitedTo(Set.of(Verb.READ), "default"), context, "hidden");
    assertThat(answer.asked()).isNull();
    assertThat(answer.way().outcome()).isEqualTo(ResolveOutcome.UNKNOWN);
  }
}
