package com.nexus.ssot.server.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.SearchAnswer;
import com.nexus.ssot.model.api.SearchHit;
import com.nexus.ssot.model.api.SearchHit.Reason;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Search over all that is registered. */
class SearchResourceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/";

  private final String context = STOCK.context();

  private static SearchAnswer search(String query) {
    Reply reply = SERVER.get("/api/search?" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.as(SearchAnswer.class);
  }

  private void describe(String alias, String description) {
    Reply created =
        SERVER.post(
            "/api/aliases",
            """
            {"context": "%s", "alias": "%s", "canonical": "%s", "description": "%s"}
            """
                .formatted(context, alias, URL, description));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  @Test
  void tiersComeOneAfterTheOther() {
    STOCK.alias(context, "warehouse", URL);
    STOCK.alias(context, "warehouse-stock", URL);
    STOCK.alias(context, "old-warehose", URL);
    describe("depot", "Once the Warehouse");
    SearchAnswer answer = search("q=Warehouse&context=" + context);
    assertThat(answer.items())
        .extracting(SearchHit::name)
        .containsExactly("warehouse", "warehouse-stock", "old-warehose", "depot");
    assertThat(answer.items())
        .extracting(SearchHit::matchReason)
        .containsExactly(Reason.EXACT, Reason.PREFIX, Reason.SIMILAR, Reason.DESCRIPTION);
    assertThat(answer.items().getFirst().score()).isEqualTo(1.0);
    assertThat(answer.items().getFirst().canonical()).isEqualTo(URL);
    assertThat(answer.didYouMean()).isEmpty();
  }

  @Test
  void aTypoIsForgiven() {
    STOCK.alias(context, "notification-center", URL);
    SearchAnswer answer = search("q=notifcation-centr&context=" + context);
    assertThat(answer.items()).extracting(SearchHit::name).containsExactly("notification-center");
    assertThat(answer.didYouMean()).containsExactly("notification-center");
  }

  @Test
  void everyWordCanBeMistypedWhereverItStandsInTheName() {
    STOCK.alias(context, "get-spotify-users-own-playlists", URL);
    STOCK.alias(context, "get-spotify-albums", URL);
    SearchAnswer answer = search("q=spotfy%20plalist&context=" + context);
    assertThat(answer.items())
        .extracting(SearchHit::name)
        .containsExactly("get-spotify-users-own-playlists");
  }

  @Test
  void everythingRegisteredIsFoundAndTypesCanBeChosen() {
    String name = Stock.unique("everywhere");
    STOCK.anchor(name);
    STOCK.endpoint(name);
    Reply created =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"%s\", \"canonical\": \"%s\"}"
                .formatted(context, name, URL));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(search("q=" + name).items())
        .filteredOn(hit -> hit.matchReason() == Reason.EXACT)
        .extracting(SearchHit::type)
        .containsExactlyInAnyOrder("alias", "anchor", "endpoint");
    assertThat(search("type=anchor&q=" + name).items())
        .extracting(SearchHit::type)
        .containsOnly("anchor");
    assertThat(search("limit=1&q=" + name).items()).hasSize(1);
  }

  @Test
  void whatIsDeletedIsNotFound() {
    String name = Stock.unique("vanishing");
    STOCK.alias(context, name, URL);
    SERVER.delete("/api/aliases/" + name + "?context=" + context);
    assertThat(search("q=" + name + "&context=" + context).items()).isEmpty();
  }

  @Test
  void nothingIsFoundThatTheCallerMayNotRead() {
    String name = Stock.unique("private");
    String open = STOCK.context();
    STOCK.alias(context, name, URL);
    STOCK.alias(open, name, URL);
    SearchAnswer answer =
        SERVER
            .bean(SearchResource.class)
            .search(
                new SearchResource.SearchQuery(name, null, SearchType.ALIAS, null),
                STOCK.limitedTo(Set.of(Verb.READ), open));
    assertThat(answer.items()).extracting(SearchHit::context).containsExactly(open);
  }

  @Test
  void charactersOfPatternsStandForThemselves() {
    STOCK.alias(context, "plain-name", URL);
    for (String q : List.of("%25", "_____", "%5C", "%27%3B--", "a%25b")) {
      assertThat(search("q=" + q + "&context=" + context).items()).as(q).isEmpty();
    }
  }

  @Test
  void badQuestionsAreRefused() {
    for (String query :
        List.of("", "q=", "q=x&limit=0", "q=x&limit=101", "q=x&type=thing", "q=x&foo=1")) {
      assertThat(SERVER.get("/api/search?" + query).status()).as(query).isEqualTo(400);
    }
    assertThat(SERVER.get("/api/search?q=" + "x".repeat(201)).status()).isEqualTo(400);
  }
}
