package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.AliasFigures;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.registry.Stock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of aliases. */
class AliasListTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/";
  private static Instant soon = Instant.EPOCH;

  private static String context = "";
  private static String other = "";
  private static String anchor = "";

  @BeforeAll
  static void fill() {
    soon = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    context = STOCK.context();
    other = STOCK.context();
    anchor = STOCK.anchor(Stock.unique("listed"));
    create("alpha-one", URL, ", \"owner\": \"team-a\", \"labels\": {\"tier\": \"gold\"}");
    create("beta-two", anchor, ", \"owner\": \"team-b\", \"description\": \"Money goes Round_1\"");
    create("gamma-three", "beta-two", ", \"expires_at\": \"" + soon + "\"");
    create("delta-four", URL, ", \"is_active\": false, \"owner\": \"team-a\"");
    create("gone-five", URL, "");
    SERVER.delete("/api/aliases/gone-five?context=" + context);
    STOCK.alias(other, "alpha-other", URL);
  }

  private static void create(String alias, String canonical, String more) {
    Reply created =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"%s}"
                .formatted(context, alias, canonical, more));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  private static List<String> names(String query) {
    Reply reply = SERVER.get("/api/aliases?context=" + context + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return StreamSupport.stream(reply.json().path("items").spliterator(), false)
        .map(item -> item.path("alias").asString(""))
        .toList();
  }

  @Test
  void aListIsSortedByNameAndHasNothingDeleted() {
    assertThat(names("")).containsExactly("alpha-one", "beta-two", "delta-four", "gamma-three");
    assertThat(names("&sort=-alias"))
        .containsExactly("gamma-three", "delta-four", "beta-two", "alpha-one");
    assertThat(names("&deleted=true")).containsExactly("gone-five");
  }

  @Test
  void everyFilterKeepsWhatItSays() {
    assertThat(names("&owner=team-a")).containsExactly("alpha-one", "delta-four");
    assertThat(names("&label=tier=gold")).containsExactly("alpha-one");
    assertThat(names("&label=tier=silver")).isEmpty();
    assertThat(names("&active=true")).containsExactly("alpha-one", "beta-two", "gamma-three");
    assertThat(names("&active=false")).containsExactly("delta-four");
    assertThat(names("&anchor=" + anchor)).containsExactly("beta-two");
    assertThat(names("&targetKind=alias")).containsExactly("gamma-three");
    assertThat(names("&targetKind=URL")).containsExactly("alpha-one", "delta-four");
    assertThat(names("&expiresBefore=" + soon.plusSeconds(1))).containsExactly("gamma-three");
    assertThat(names("&expiresBefore=" + soon)).isEmpty();
    assertThat(names("&owner=team-a&active=true")).containsExactly("alpha-one");
  }

  @Test
  void wordsAreFoundInNamesAndDescriptions() {
    assertThat(names("&q=TWO")).containsExactly("beta-two");
    assertThat(names("&q=beta_two")).containsExactly("beta-two");
    assertThat(names("&q=money%20round_1")).containsExactly("beta-two");
    assertThat(names("&q=mone_")).as("a placeholder stands for itself").isEmpty();
    assertThat(names("&q=%25")).isEmpty();
    assertThat(names("&q=ga")).as("short words are beginnings").containsExactly("gamma-three");
    assertThat(names("&q=%20")).hasSize(4);
  }

  @Test
  void everyPageGoesOnWhereTheLastEnded() {
    for (String sort :
        List.of("alias", "-alias", "updated_at", "-updated_at", "expires_at", "-expires_at")) {
      List<String> all = names("&sort=" + sort);
      assertThat(all).hasSize(4);
      List<String> collected = new ArrayList<>();
      String cursor = "";
      do {
        Reply page =
            SERVER.get(
                "/api/aliases?limit=1&count=true&context="
                    + context
                    + "&sort="
                    + sort
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.json().path("total").asInt()).isEqualTo(4);
        collected.add(page.json().path("items").get(0).path("alias").asString(""));
        cursor = page.json().path("next").asString("");
      } while (!cursor.isEmpty());
      assertThat(collected).as(sort).isEqualTo(all);
    }
    assertThat(names("&sort=expires_at").getFirst()).isEqualTo("gamma-three");
    assertThat(names("&sort=-updated_at").getFirst()).isEqualTo("delta-four");
  }

  @Test
  void aCursorBelongsToItsFilter() {
    String cursor =
        SERVER
            .get("/api/aliases?limit=1&active=true&context=" + context)
            .json()
            .path("next")
            .asString("");
    assertThat(
            SERVER
                .get("/api/aliases?limit=1&active=true&context=" + context + "&cursor=" + cursor)
                .status())
        .isEqualTo(200);
    assertThat(
            SERVER
                .get("/api/aliases?limit=1&active=false&context=" + context + "&cursor=" + cursor)
                .status())
        .isEqualTo(400);
  }

  @Test
  void badParametersAreRefused() {
    for (String query :
        List.of(
            "&sort=color",
            "&limit=0",
            "&limit=1001",
            "&label=tier",
            "&q=a+b+c+d+e+f",
            "&active=maybe",
            "&nonsense=1",
            "&expiresBefore=soon")) {
      assertThat(SERVER.get("/api/aliases?context=" + context + query).status())
          .as(query)
          .isEqualTo(400);
    }
    assertThat(SERVER.get("/api/aliases?context=no-such-context").status()).isEqualTo(404);
  }

  private static AliasQuery query(String where) {
    return new AliasQuery(
        where.isEmpty() ? null : where,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        new PageRequest(1000, null, "alias", false, true));
  }

  @Test
  void aListHasOnlyWhatTheCallerMayRead() {
    AliasLists lists = SERVER.bean(AliasLists.class);
    Page<Alias> page = lists.page(STOCK.limitedTo(Set.of(Verb.READ), other), query(""));
    assertThat(page.items()).extracting(Alias::context).containsOnly(other);
    assertThat(page.total()).isEqualTo((long) page.items().size());
    assertThatThrownBy(() -> lists.page(STOCK.limitedTo(Set.of(Verb.READ), other), query(context)))
        .hasMessageContaining("does not allow");
    assertThatThrownBy(
            () -> lists.page(STOCK.limitedTo(Set.of(Verb.READ), other), query("no-such")))
        .as("an unknown context looks like a closed one")
        .hasMessageContaining("does not allow");
  }

  @Test
  void theFiguresCountWhatIsThere() {
    AliasFigures counted = new AliasFiguresTable(SERVER.bean(JdbcClient.class), Instant::now);
    AliasFigures.Figures figures = counted.figures(key -> true);
    assertThat(figures.total()).isGreaterThanOrEqualTo(5);
    assertThat(figures.active()).isBetween(4L, figures.total() - 1);
    assertThat(counted.figures(key -> false).total()).isZero();
    assertThat(counted.figures(context::equals)).isEqualTo(new AliasFigures.Figures(4, 3, 0));
  }

  @Test
  void suggestionsAreNamesOfTheSameContext() {
    Suggestions suggestions = SERVER.bean(Suggestions.class);
    assertThat(suggestions.similar(context, "Alpa_one")).containsExactly("alpha-one");
    assertThat(suggestions.similar(other, "beta-tow")).isEmpty();
    assertThat(suggestions.similar(context, "x".repeat(300))).isEmpty();
    assertThat(suggestions.similar(context, "bad\0name")).isEmpty();
  }

  @Test
  void whoReachesEveryContextOfTodayDoesNotReachThoseOfTomorrow() {
    AliasLists lists = SERVER.bean(AliasLists.class);
    String[] today = SERVER.bean(AliasViewTable.class).contextKeys().toArray(String[]::new);
    assertThat(lists.visible(STOCK.limitedTo(Set.of(Verb.READ), today), null))
        .containsExactly(today);
    assertThat(lists.visible(STOCK.limitedTo(Set.of(Verb.READ), "*"), null)).isNull();
    assertThat(lists.visible(STOCK.limitedTo(Set.of(Verb.MONITOR), "*"), null)).isEmpty();
  }

  @Test
  void textAndTimesThatNoDatabaseKeepsAreRefused() {
    for (String path :
        List.of(
            "/api/aliases?owner=%00",
            "/api/aliases?context=%00",
            "/api/aliases?label=a=%00",
            "/api/aliases?%00=a",
            "/api/aliases?expiresBefore=%2B1000000-01-01T00:00:00Z",
            "/api/aliases?expiresBefore=0000-12-31T23:59:59Z",
            "/api/aliases/alpha-one?context=%00",
            "/api/aliases/%00?context=" + context,
            "/api/anchors/a%00b",
            "/api/contexts/%00",
            "/api/search?q=%00abc",
            "/api/aliases/resolve/" + context + "/alpha-one?asOf=-1000000-01-01T00:00:00Z",
            "/api/aliases/resolve/" + context + "/alpha-one?asOf=%2B1000000-01-01T00:00:00Z",
            "/api/aliases/resolve/" + context + "/%00?detail=full")) {
      Reply refused = SERVER.get(path);
      assertThat(refused.status()).as(path + " " + refused.text()).isEqualTo(400);
    }
  }
}
