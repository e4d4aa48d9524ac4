package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Aliases over HTTP. */
class AliasResourceTest {
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
  void anAliasOfAnAddressIsCreatedAsItWasAsked() {
    Reply created =
        create(
            """
            "alias": "User_Profile", "canonical": "%s", "description": "Who I am",
            "owner": "team-a", "labels": {"tier": "gold"}
            """
                .formatted(URL));

    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(path("user-profile", context));
    Alias alias = created.as(Alias.class);
    assertThat(alias.alias()).isEqualTo("User_Profile");
    assertThat(alias.targetKind()).isEqualTo(TargetKind.URL);
    assertThat(alias.type()).isEqualTo(AliasType.PERMANENT);
    assertThat(alias.labels()).isEqualTo(Map.of("tier", "gold"));
    assertThat(alias.revision()).isEqualTo(1);
    Reply read = SERVER.get(path("USER-profile", context));
    assertThat(read.as(Alias.class)).isEqualTo(alias);
    assertThat(read.header("ETag")).isEqualTo(created.header("ETag")).isNotEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Reply refused =
        create(
            """
            "alias": "x!", "canonical": "http://127.1/", "type": "TEMPORARY",
            "ttl": "5y", "owner": "%s", "labels": {"Bad Label": "x"}, "successor": "nobody",
            "deprecated_at": "2030-01-01T00:00:00Z", "sunset_at": "2029-01-01T00:00:00Z",
            "valid_from": "2099-01-01T00:00:00Z"
            """
                .formatted("o".repeat(256)));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("INVALID");
    assertThat(pointers(refused))
        .contains(
            "/alias",
            "/canonical",
            "/owner",
            "/labels/Bad Label",
            "/successor",
            "/sunset_at",
            "/valid_from");
    assertThat(refused.json().path("causes").get(0).path("fix").asString("")).isNotBlank();
  }

  @Test
  void clashesAreToldBesideBrokenRules() {
    create("\"alias\": \"taken\", \"canonical\": \"%s\"".formatted(URL));
    Reply refused =
        create("\"alias\": \"Taken\", \"canonical\": \"nothing-here\", \"ttl\": \"soon\"");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(pointers(refused)).contains("/ttl", "/alias", "/canonical");
  }

  @Test
  void namesThatTheServerNeedsAreReserved() {
    for (String name : List.of("api", "health", "resolve", "console")) {
      Reply refused = create("\"alias\": \"%s\", \"canonical\": \"%s\"".formatted(name, URL));
      assertThat(refused.status()).as(name).isEqualTo(422);
      assertThat(pointers(refused)).contains("/alias");
    }
  }

  @Test
  void unknownFieldsWrongTypesAndMissingOnesAreRefused() {
    Reply unknown =
        create("\"alias\": \"abc\", \"canonical\": \"%s\", \"mode\": \"proxy\"".formatted(URL));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(pointers(unknown)).contains("/mode");
    Reply wrong = create("\"alias\": 7, \"is_active\": \"maybe\"");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(pointers(wrong)).contains("/canonical", "/is_active");
    assertThat(SERVER.post("/api/aliases", "{\"alias\": ").status()).isEqualTo(400);
  }

  @Test
  void anUnknownContextIsRefused() {
    Reply refused =
        SERVER.post(
            "/api/aliases",
            "{\"alias\": \"abc\", \"canonical\": \"%s\", \"context\": \"no-such\"}".formatted(URL));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(pointers(refused)).contains("/context");
  }

  @Test
  void aNameIsTakenInAnySpelling() {
    create("\"alias\": \"user_mgmt\", \"canonical\": \"%s\"".formatted(URL));
    Reply again = create("\"alias\": \"User-Mgmt\", \"canonical\": \"%s\"".formatted(URL));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("ALREADY_EXISTS");
    Reply only =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"user-mgmt\", \"canonical\": \"%s\"}"
                .formatted(context, URL),
            "If-None-Match",
            "*");
    assertThat(only.status()).isEqualTo(412);
    assertThat(only.header("ETag")).isNotEmpty();
  }

  @Test
  void aDeletedAliasKeepsItsNameAndCanBeRestored() {
    Alias created =
        create("\"alias\": \"going\", \"canonical\": \"%s\"".formatted(URL)).as(Alias.class);
    create("\"alias\": \"staying\", \"canonical\": \"%s\"".formatted(URL));
    Reply deleted = SERVER.delete(path("going", context) + "&successor=staying");
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
    assertThat(deleted.as(Alias.class).deletedAt()).isNotNull();

    Reply gone = SERVER.get(path("going", context));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.json().path("successor").asString("")).isEqualTo("staying");
    Reply again = create("\"alias\": \"going\", \"canonical\": \"%s\"".formatted(URL));
    assertThat(again.code()).isEqualTo("ALREADY_EXISTS");
    assertThat(again.text()).contains("restore");
    assertThat(SERVER.patch(path("going", context), "{\"owner\": \"x\"}").status()).isEqualTo(410);
    assertThat(SERVER.delete(path("going", context)).status()).isEqualTo(410);

    Reply restored = SERVER.post("/api/aliases/going/restore?context=" + context, null);
    assertThat(restored.status()).as(restored.text()).isEqualTo(200);
    Alias back = restored.as(Alias.class);
    assertThat(back.id()).isEqualTo(created.id());
    assertThat(back.deletedAt()).isNull();
    assertThat(back.revision()).isEqualTo(3);
    Reply once = SERVER.post("/api/aliases/going/restore?context=" + context, null);
    assertThat(once.as(Alias.class).revision()).isEqualTo(3);
  }

  @Test
  void anAliasThatOthersLeadToCannotBeDeleted() {
    create("\"alias\": \"base\", \"canonical\": \"%s\"".formatted(URL));
    create("\"alias\": \"upper\", \"canonical\": \"base\"");
    Reply refused = SERVER.delete(path("base", context));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains("upper");
    assertThat(SERVER.delete(path("upper", context)).status()).isEqualTo(200);
    assertThat(SERVER.delete(path("base", context)).status()).isEqualTo(200);
    Reply restored = SERVER.post("/api/aliases/upper/restore?context=" + context, null);
    assertThat(restored.code()).isEqualTo("DANGLING");
  }

  @Test
  void anAnchorThatAliasesLeadToCannotBeDeleted() {
    String anchor = STOCK.anchor(Stock.unique("held"));
    create("\"alias\": \"holder\", \"canonical\": \"%s\"".formatted(anchor));
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            STOCK.does("anchor.delete", new com.nexus.ssot.server.registry.ObjectTarget(anchor)))
        .hasMessageContaining("lead");
  }

  @Test
  void aPatchChangesOnlyWhatItSays() {
    create(
        "\"alias\": \"patched\", \"canonical\": \"%s\", \"owner\": \"a\", \"labels\": {\"x\": \"1\", \"y\": \"2\"}"
            .formatted(URL));
    Reply patched =
        SERVER.patch(
            path("patched", context),
            "{\"description\": \"new\", \"labels\": {\"x\": null, \"z\": \"3\"}}");
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    Alias after = patched.as(Alias.class);
    assertThat(after.description()).isEqualTo("new");
    assertThat(after.owner()).isEqualTo("a");
    assertThat(after.labels()).isEqualTo(Map.of("y", "2", "z", "3"));
    assertThat(after.revision()).isEqualTo(2);
    Reply same = SERVER.patch(path("patched", context), "{\"description\": \"new\"}");
    assertThat(same.as(Alias.class).revision()).isEqualTo(2);
  }

  @Test
  void aPatchOfTheTargetFindsOutItsKindAgain() {
    String anchor = STOCK.anchor(Stock.unique("moved"));
    create("\"alias\": \"mover\", \"canonical\": \"%s\"".formatted(URL));
    Reply moved = SERVER.patch(path("mover", context), "{\"canonical\": \"%s\"}".formatted(anchor));
    assertThat(moved.as(Alias.class).targetKind()).isEqualTo(TargetKind.ANCHOR);
    Reply same = SERVER.patch(path("mover", context), "{\"canonical\": \"%s\"}".formatted(anchor));
    assertThat(same.as(Alias.class).revision()).isEqualTo(2);
    Reply lost = SERVER.patch(path("mover", context), "{\"canonical\": \"nowhere-at-all\"}");
    assertThat(lost.code()).isEqualTo("DANGLING");
  }

  @Test
  void nameAndContextAreFixed() {
    create("\"alias\": \"fixed\", \"canonical\": \"%s\"".formatted(URL));
    Reply renamed = SERVER.patch(path("fixed", context), "{\"alias\": \"other\"}");
    assertThat(renamed.status()).isEqualTo(422);
    assertThat(pointers(renamed)).containsExactly("/alias");
    Reply moved = SERVER.patch(path("fixed", context), "{\"context\": \"default\"}");
    assertThat(pointers(moved)).containsExactly("/context");
    assertThat(SERVER.patch(path("fixed", context), "[]").status()).isEqualTo(422);
  }

  @Test
  void aWriteHoldsToTheRevisionItNames() {
    Reply created = create("\"alias\": \"tagged\", \"canonical\": \"%s\"".formatted(URL));
    String tag = created.header("ETag");
    Reply first = SERVER.patch(path("tagged", context), "{\"owner\": \"one\"}", "If-Match", tag);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    Reply late = SERVER.patch(path("tagged", context), "{\"owner\": \"two\"}", "If-Match", tag);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.header("ETag")).isEqualTo(first.header("ETag"));
    Reply fresh =
        SERVER.post(
            "/api/aliases",
            "{\"context\": \"%s\", \"alias\": \"untagged\", \"canonical\": \"%s\"}"
                .formatted(context, URL),
            "If-Match",
            tag);
    assertThat(fresh.status()).isEqualTo(400);
  }

  @Test
  void aDryRunStoresNothing() {
    Reply preview =
        SERVER.post(
            "/api/aliases?dryRun=true",
            "{\"context\": \"%s\", \"alias\": \"rehearsed\", \"canonical\": \"%s\"}"
                .formatted(context, URL));
    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(preview.header("Preview")).isEqualTo("true");
    assertThat(SERVER.get(path("rehearsed", context)).status()).isEqualTo(404);
  }

  @Test
  void theSameRequestWithTheSameKeyHappensOnce() {
    String body =
        "{\"context\": \"%s\", \"alias\": \"once\", \"canonical\": \"%s\"}".formatted(context, URL);
    String key = Stock.unique("key");
    Reply first = SERVER.post("/api/aliases", body, "Idempotency-Key", key);
    Reply second = SERVER.post("/api/aliases", body, "Idempotency-Key", key);
    assertThat(second.status()).isEqualTo(first.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void anUnknownNameIsAnsweredWithNamesThatWerePerhapsMeant() {
    create("\"alias\": \"invoice-archive\", \"canonical\": \"%s\"".formatted(URL));
    Reply unknown = SERVER.get(path("invoce-archive", context));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
    assertThat(unknown.json().path("suggestions").toString()).contains("invoice-archive");
    assertThat(SERVER.patch(path("nobody", context), "{}").status()).isEqualTo(404);
    assertThat(SERVER.delete(path("nobody", context)).status()).isEqualTo(404);
    assertThat(SERVER.get(path("nobody", "no-such-context")).status()).isEqualTo(404);
  }

  @Test
  void historyTellsEveryRevisionNewestFirst() {
    create("\"alias\": \"aged\", \"canonical\": \"%s\"".formatted(URL));
    SERVER.patch(path("aged", context), "{\"owner\": \"one\"}");
    SERVER.patch(path("aged", context), "{\"owner\": \"two\"}");
    Reply page = SERVER.get("/api/aliases/aged/history?limit=2&count=true&context=" + context);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    JsonNode items = page.json().path("items");
    assertThat(items.get(0).path("revision").asInt()).isEqualTo(3);
    assertThat(items.get(0).path("object").path("owner").asString("")).isEqualTo("two");
    assertThat(items.get(0).path("valid_to").isNull()).isTrue();
    assertThat(items.get(1).path("valid_to").asString(""))
        .isEqualTo(items.get(0).path("valid_from").asString(""));
    assertThat(page.json().path("total").asInt()).isEqualTo(3);
    String next = page.json().path("next").asString("");
    Reply rest =
        SERVER.get(
            "/api/aliases/aged/history?limit=2&count=true&context=" + context + "&cursor=" + next);
    assertThat(rest.json().path("items").size()).isEqualTo(1);
    assertThat(rest.json().path("items").get(0).path("revision").asInt()).isEqualTo(1);
  }
}
