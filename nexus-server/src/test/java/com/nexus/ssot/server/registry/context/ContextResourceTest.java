package com.nexus.ssot.server.registry.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contexts over HTTP. */
class ContextResourceTest {
  private final TestServer server = TestServer.shared();

  private static String fresh() {
    return "ctx-" + UUID.randomUUID().toString().substring(24);
  }

  private Context create(String name) {
    Reply reply = server.post("/api/contexts", "{\"name\": \"" + name + "\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    return reply.as(Context.class);
  }

  @Test
  void theContextsOfTheRulesExistFromTheStart() {
    Reply frenly = server.get("/api/contexts/frenly_ai");
    Reply migration = server.get("/api/contexts/migration");
    Reply plain = server.get("/api/contexts/default");

    assertThat(frenly.as(Context.class).permissions()).containsExactly("ai_team");
    assertThat(frenly.as(Context.class).approvalRequired()).isTrue();
    assertThat(migration.as(Context.class).autoExpire()).isTrue();
    assertThat(plain.as(Context.class).approvalRequired()).isFalse();
    assertThat(server.get("/api/contexts/FRENLY-AI").header("ETag"))
        .isEqualTo(frenly.header("ETag"));
  }

  @Test
  void aContextIsCreatedChangedDeletedAndRestored() {
    String name = fresh();
    Reply created =
        server.post(
            "/api/contexts",
            "{\"name\": \"" + name + "\", \"description\": \"one\", \"is_public\": true}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/api/contexts/" + name);
    assertThat(created.as(Context.class).revision()).isEqualTo(1);

    Reply changed =
        server.patch(
            "/api/contexts/" + name,
            "{\"description\": null, \"mode\": \"READONLY\"}",
            "If-Match",
            created.header("ETag"));
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    assertThat(changed.as(Context.class).description()).isNull();
    assertThat(changed.as(Context.class).revision()).isEqualTo(2);

    Reply late = server.patch("/api/contexts/" + name, "{}", "If-Match", created.header("ETag"));
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.header("ETag")).isEqualTo(changed.header("ETag"));

    assertThat(server.delete("/api/contexts/" + name).status()).isEqualTo(200);
    assertThat(server.get("/api/contexts/" + name).status()).isEqualTo(410);
    Reply again = server.post("/api/contexts", "{\"name\": \"" + name + "\"}");
    assertThat(again.code()).isEqualTo("ALREADY_EXISTS");
    assertThat(again.text()).contains("restore");

    Reply restored = server.post("/api/contexts/" + name + "/restore", null);
    assertThat(restored.status()).as(restored.toString()).isEqualTo(200);
    assertThat(restored.as(Context.class).revision()).isEqualTo(4);

    Reply history = server.get("/api/contexts/" + name + "/history");
    assertThat(history.json().path("items")).hasSize(4);
    assertThat(history.json().at("/items/0/revision").asInt()).isEqualTo(4);
    assertThat(history.json().at("/items/0/valid_to").isNull()).isTrue();
    assertThat(history.json().at("/items/3/object/description").asString()).isEqualTo("one");
    assertThat(history.json().at("/items/3/valid_to"))
        .isEqualTo(history.json().at("/items/2/valid_from"));
  }

  @Test
  void aChangeToWhatIsAlreadySoChangesNothing() {
    String name = create(fresh()).name();
    Reply same = server.patch("/api/contexts/" + name, "{\"is_public\": false}");

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.as(Context.class).revision()).isEqualTo(1);
  }

  @Test
  void aDryRunStoresNothing() {
    String name = fresh();
    Reply preview = server.post("/api/contexts?dryRun=true", "{\"name\": \"" + name + "\"}");

    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.header("Preview")).isEqualTo("true");
    assertThat(server.get("/api/contexts/" + name).status()).isEqualTo(404);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Reply refused =
        server.post(
            "/api/contexts",
            """
            {"name": "a b", "permissions": ["nobody-knows"],
             "naming": {"pattern": "(", "min_length": 9, "max_length": 3}}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString())
        .contains("/name", "/permissions/0", "/naming/pattern");
  }

  @Test
  void theNameOfAContextIsFixed() {
    String name = create(fresh()).name();

    Reply refused = server.patch("/api/contexts/" + name, "{\"name\": \"other-name\"}");
    assertThat(refused.status()).isEqualTo(422);
    Reply recased =
        server.patch(
            "/api/contexts/" + name, "{\"name\": \"" + name.toUpperCase(Locale.ROOT) + "\"}");
    assertThat(recased.as(Context.class).name()).isEqualTo(name.toUpperCase(Locale.ROOT));
  }

  @Test
  void aContextWithAliasesCannotBeDeleted() {
    String name = create(fresh()).name();
    Reply alias =
        server.post(
            "/api/aliases",
            "{\"alias\": \"held-here\", \"context\": \"%s\", \"canonical\": \"https://example.com\"}"
                .formatted(name));
    assertThat(alias.status()).as(alias.toString()).isEqualTo(201);

    Reply refused = server.delete("/api/contexts/" + name);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains("held-here");

    server.delete("/api/aliases/held-here?context=" + name);
    assertThat(server.delete("/api/contexts/" + name).status()).isEqualTo(200);
  }

  @Test
  void aContextWithAWaitingChangeCannotBeDeleted() {
    String name = fresh();
    server.approver(name);
    server.post("/api/contexts", "{\"name\": \"" + name + "\", \"approval_required\": true}");
    Reply waiting =
        server.post(
            "/api/aliases",
            "{\"alias\": \"waits-here\", \"context\": \"%s\", \"canonical\": \"https://example.com\"}"
                .formatted(name));
    assertThat(waiting.status()).as(waiting.toString()).isEqualTo(202);

    Reply refused = server.delete("/api/contexts/" + name);
    assertThat(refused.code()).as(refused.toString()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains(waiting.json().path("id").asString());
  }

  @Test
  void theDefaultContextStays() {
    assertThat(server.delete("/api/contexts/default").code()).isEqualTo("IN_USE");
  }

  @Test
  void theListIsPagedSortedAndCounted() {
    String prefix = fresh();
    for (String end : new String[] {"c", "a", "b"}) {
      create(prefix + end);
    }
    Reply first = server.get("/api/contexts?limit=2&count=true&q=" + prefix);
    assertThat(first.json().path("total").asInt()).isEqualTo(3);
    assertThat(first.json().path("items"))
        .extracting(item -> item.path("name").asString())
        .containsExactly(prefix + "a", prefix + "b");

    Reply second =
        server.get(
            "/api/contexts?limit=2&q="
                + prefix
                + "&cursor="
                + first.json().path("next").asString());
    assertThat(second.json().path("items"))
        .extracting(item -> item.path("name").asString())
        .containsExactly(prefix + "c");
    assertThat(second.json().path("next").isNull()).isTrue();

    Reply newest = server.get("/api/contexts?limit=1&sort=-created_at&q=" + prefix);
    assertThat(newest.json().at("/items/0/name").asString()).isEqualTo(prefix + "b");
    Reply next =
        server.get(
            "/api/contexts?limit=1&sort=-created_at&q="
                + prefix
                + "&cursor="
                + newest.json().path("next").asString());
    assertThat(next.json().at("/items/0/name").asString()).isEqualTo(prefix + "a");
  }

  @Test
  void aKeyOfAFewContextsPagesThroughThem() {
    String prefix = fresh();
    create(prefix + "a");
    create(prefix + "b");
    create(prefix + "c");
    String key =
        server
            .post(
                "/api/keys",
                """
                {"name": "pages", "kind": "SERVICE", "contexts": ["%s", "%s"], "verbs": ["READ"]}
                """
                    .formatted(prefix + "a", prefix + "b"))
            .json()
            .path("key")
            .asString("");

    Reply first =
        server.http(
            "GET", "/api/contexts?limit=1&q=" + prefix, null, "Authorization", "Bearer " + key);
    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    Reply second =
        server.http(
            "GET",
            "/api/contexts?limit=1&q=%s&cursor=%s"
                .formatted(prefix, first.json().path("next").asString()),
            null,
            "Authorization",
            "Bearer " + key);
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.json().at("/items/0/name").asString()).isEqualTo(prefix + "b");
    assertThat(second.json().path("next").isNull()).isTrue();
  }
}
