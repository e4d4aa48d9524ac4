package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Callers and queries of before. */
class SeedAliasResourceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);

  private final String context = STOCK.context();

  @Test
  void anAliasIsCreatedFromTheQuery() {
    String anchor = STOCK.anchor(Stock.unique("user-api"));
    Reply created =
        SERVER.post(
            "/aliases?alias=user_management&canonical=%s&context=%s&description=Users%%20of%%20old"
                .formatted(anchor, context),
            null);
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.text())
        .isEqualTo("{\"message\":\"Alias created successfully\",\"alias\":\"user_management\"}");
    JsonNode all = SERVER.get("/aliases?context=" + context).json();
    assertThat(all.isArray()).isTrue();
    assertThat(all.get(0).path("alias").asString("")).isEqualTo("user_management");
    assertThat(all.get(0).path("canonical").asString("")).isEqualTo(anchor);
    assertThat(all.get(0).path("description").asString("")).isEqualTo("Users of old");
  }

  @Test
  void anAliasIsCreatedFromJson() {
    Reply created =
        SERVER.post(
            "/aliases",
            "{\"alias\": \"from-json\", \"canonical\": \"https://a.example\", \"context\": \"%s\"}"
                .formatted(context));
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    Reply twice =
        SERVER.post("/aliases?alias=x-y", "{\"alias\": \"from-json\", \"canonical\": \"b\"}");
    assertThat(twice.status()).isEqualTo(400);
  }

  @Test
  void aBadNameIsAnswered400() {
    for (String name : List.of("ab", "bad!name", "api", "x".repeat(51))) {
      Reply refused =
          SERVER.post(
              "/aliases?alias=%s&canonical=https://a.example&context=%s".formatted(name, context),
              null);
      assertThat(refused.status()).as(name).isEqualTo(400);
      assertThat(refused.text()).contains("/alias");
    }
  }

  @Test
  void theApiDescriptionTellsOlderPathsApartInPlainWords() {
    JsonNode document = SERVER.get("/api/openapi.json").json();
    JsonNode list = document.at("/paths/~1aliases/get");
    assertThat(list.at("/tags/0").asString("")).isEqualTo("Older paths");
    assertThat(list.path("summary").asString("")).endsWith("(alias, older path)");
    assertThat(document.at("/paths/~1{alias}/get/tags/0").asString("")).isEqualTo("Resolve");
    assertThat(document.findValues("tags").toString()).doesNotContain("Seed", "DataPlane");
  }

  @Test
  void whereApprovalIsNeededTheAnswerIsTheChangeThatWaits() {
    String careful = Stock.unique("careful");
    STOCK.does(
        "context.create",
        new ContextDraft(careful, null, List.of(), true, false, null, null, false, false));
    Reply waiting =
        SERVER.post("/aliases?alias=waiting&canonical=https://a.example&context=" + careful, null);
    assertThat(waiting.status()).as(waiting.text()).isEqualTo(202);
    assertThat(waiting.json().path("state").asString("")).isEqualTo("IN_REVIEW");
    assertThat(SERVER.get("/aliases?context=" + careful).json().size()).isZero();
  }

  @Test
  void allAliasesAreListedWithoutAContext() {
    STOCK.alias(context, "listed-somewhere", "https://a.example");
    JsonNode all = SERVER.get("/aliases").json();
    assertThat(StreamSupport.stream(all.spliterator(), false))
        .anyMatch(alias -> alias.path("context").asString("").equals(context));
  }

  private static List<Map<String, Object>> rows(String sql, Object... values) {
    return SERVER.bean(JdbcClient.class).sql(sql).params(values).query().listOfRows();
  }

  @Test
  void queriesOfBeforeReadTrueData() {
    String anchor = STOCK.anchor(Stock.unique("seed-api"));
    String endpoint = STOCK.endpoint(Stock.unique("seed-endpoint"));
    STOCK.alias(context, "Seed_Name", anchor);
    STOCK.alias(context, "seed-gone", anchor);
    STOCK.does("alias.delete", new AliasRetirement("seed-gone", context, null));

    assertThat(
            rows(
                """
                SELECT a.alias_name, a.canonical_name, a.alias_type, a.is_active, u.id = a.created_by as known
                FROM api_aliases a JOIN users u ON u.id = a.created_by
                WHERE a.context = ? ORDER BY a.created_at
                """,
                context))
        .containsExactly(
            Map.of(
                "alias_name",
                "Seed_Name",
                "canonical_name",
                anchor,
                "alias_type",
                "permanent",
                "is_active",
                true,
                "known",
                true));
    assertThat(
            rows(
                "SELECT canonical FROM aliases WHERE alias = ? AND context = ? AND is_active",
                "Seed_Name",
                context))
        .hasSize(1);
    assertThat(
            rows(
                "SELECT family, format, version, centrality_score FROM ssot_anchors WHERE anchor_id = ?",
                anchor))
        .hasSize(1);
    assertThat(rows("SELECT path, method, is_active FROM api_endpoints WHERE name = ?", endpoint))
        .containsExactly(Map.of("path", "/things", "method", "GET", "is_active", true));
    assertThat(rows("SELECT password_hash FROM users")).allMatch(row -> row.containsValue("!"));
    assertThat(rows("SELECT rules FROM governance_rules WHERE is_active")).hasSize(1);
  }

  @Test
  void theViewsHaveTheColumnsAndTypesOfBefore() {
    assertThat(columns("aliases"))
        .containsExactly(
            "id bigint", // wider than before, so that numbers do not run out
            "alias character varying",
            "canonical character varying",
            "context character varying",
            "description text",
            "expires_at timestamp without time zone",
            "is_active boolean",
            "created_at timestamp without time zone",
            "updated_at timestamp without time zone",
            "created_by character varying");
    assertThat(columns("api_aliases"))
        .containsExactly(
            "id uuid",
            "alias_name character varying",
            "canonical_name character varying",
            "context character varying",
            "alias_type character varying",
            "description text",
            "created_by uuid",
            "created_at timestamp with time zone",
            "expires_at timestamp with time zone",
            "is_active boolean");
    assertThat(columns("ssot_anchors"))
        .containsExactly(
            "id uuid",
            "anchor_id character varying",
            "family character varying",
            "description text",
            "format character varying",
            "source_hint character varying",
            "owner character varying",
            "version character varying",
            "centrality_score numeric",
            "created_at timestamp with time zone",
            "updated_at timestamp with time zone");
    assertThat(columns("api_endpoints"))
        .containsExactly(
            "id uuid",
            "name character varying",
            "path character varying",
            "method character varying",
            "description text",
            "version character varying",
            "is_active boolean",
            "created_at timestamp with time zone",
            "updated_at timestamp with time zone");
    assertThat(columns("users"))
        .containsExactly(
            "id uuid",
            "email character varying",
            "username character varying",
            "password_hash character varying",
            "first_name character varying",
            "last_name character varying",
            "is_active boolean",
            "is_verified boolean",
            "created_at timestamp with time zone",
            "updated_at timestamp with time zone",
            "last_login timestamp with time zone");
  }

  private static List<String> columns(String view) {
    return SERVER
        .bean(JdbcClient.class)
        .sql(
            """
            select column_name || ' ' || data_type from information_schema.columns
            where table_name = ? order by ordinal_position
            """)
        .param(view)
        .query(String.class)
        .list();
  }
}
