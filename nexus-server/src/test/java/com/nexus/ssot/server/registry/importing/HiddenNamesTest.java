package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Neither exports nor imports tell of what must not be read. */
class HiddenNamesTest {
  private final TestServer server = TestServer.shared();
  private final People people = new People(server);
  private final String context = People.fresh("hidden");
  private final String person = people.person();

  HiddenNamesTest() {
    server.post("/api/contexts", "{\"name\": \"" + context + "\"}");
  }

  @Test
  void whatMustNotBeReadSomewhereIsNotExported() {
    String role =
        people.role(
            "[{\"verb\": \"export\", \"kind\": \"*\"}, {\"verb\": \"read\", \"kind\": \"*\"}]",
            person);
    String key = people.key(person, Verb.READ, Verb.EXPORT);
    assertThat(people.as(key, "GET", "/api/export", null).status()).isEqualTo(200);
    for (String kind : new String[] {"alias", "context"}) {
      server.patch(
          "/api/roles/" + role,
          "{\"restrictions\": [{\"verb\": \"read\", \"kind\": \"%s\", \"context\": \"%s\"}]}"
              .formatted(kind, context));
      Reply refused = people.as(key, "GET", "/api/export", null);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("reaches only some");
    }
  }

  @Test
  void anImportDoesNotCompareWithWhatTheCallerMayNotRead() {
    Reply made =
        server.post(
            "/api/aliases",
            "{\"alias\": \"there\", \"context\": \"%s\", \"canonical\": \"https://a.example/\"}"
                .formatted(context));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    people.role(
        "[{\"verb\": \"write\", \"kind\": \"anchor\"}, {\"verb\": \"read\", \"kind\": \"anchor\"}]",
        person);
    String key = people.key(person);
    for (String query : new String[] {"", "&dryRun=true"}) {
      String same = row(key, query, "there", "https://a.example/");
      assertThat(same).contains("FAILED").contains("Nothing grants it");
      assertThat(row(key, query, "there", "https://b.example/")).isEqualTo(same);
      assertThat(row(key, query, "other", "https://a.example/").replace("other", "there"))
          .isEqualTo(same);
    }
  }

  private String row(String key, String query, String alias, String canonical) {
    String lines =
        "{\"type\":\"header\",\"format\":\"nexus-registry\",\"version\":1}\n"
            + "{\"type\":\"alias\",\"deleted\":false,\"object\":{\"alias\":\"%s\",\"context\":\"%s\",\"canonical\":\"%s\",\"target_kind\":\"URL\"}}\n"
                .formatted(alias, context, canonical);
    String hash = Sha256.hex(Sha256.of(lines.getBytes(StandardCharsets.UTF_8)));
    Reply told =
        people.as(
            key,
            "POST",
            "/api/import?format=jsonl" + query,
            lines + "{\"type\":\"end\",\"counts\":{\"alias\":1},\"sha256\":\"" + hash + "\"}\n",
            "Content-Type",
            "application/jsonl");
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    return told.json().path("rows").toString();
  }
}
