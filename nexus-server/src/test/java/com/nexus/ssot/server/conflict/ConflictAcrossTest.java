package com.nexus.ssot.server.conflict;

import static com.nexus.ssot.server.conflict.Conflicts.URL;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Conflict;
import com.nexus.ssot.model.api.ConflictDetails;
import com.nexus.ssot.model.api.ConflictOffer;
import com.nexus.ssot.model.api.ConflictType;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in two contexts, before and after the rules want them in one. */
class ConflictAcrossTest {
  private static final Queue<Pair> PAIRS = new ConcurrentLinkedQueue<>();

  private static TestServer server;
  private static Conflicts conflicts;

  private final Pair pair = PAIRS.remove();

  /** A name in two contexts. */
  private record Pair(String name, String older, String newer) {}

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    conflicts = new Conflicts(server);
    Stock stock = new Stock(server);
    for (int i = 0; i < 4; i++) {
      Pair pair = new Pair(Stock.unique("shared"), stock.context(), stock.context());
      conflicts.alias(pair.older, pair.name, URL, "");
      conflicts.alias(pair.newer, pair.name, URL + "/2", "");
      PAIRS.add(pair);
    }
    conflicts.sweep();
    PAIRS.forEach(pair -> assertThat(conflicts.in(pair.newer, "")).isEmpty());
    Reply adopted =
        server.post(
            "/api/governance",
            "alias_governance: {version: '2', rules: {uniqueness: {across_contexts: true}}}",
            "Content-Type",
            "application/yaml");
    assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private int status(String context, String name) {
    return server.get("/api/aliases/" + name + "?context=" + context).status();
  }

  @ParameterizedTest
  @CsvSource({"keep_first, 200, 410", "keep_newest, 410, 200", "rename, 200, 410"})
  void theRulesMakeItAConflictThatIsSettledInAnyWay(String way, int first, int second) {
    ConflictDetails conflict = conflicts.only(pair.newer);
    assertThat(conflict.type()).isEqualTo(ConflictType.CROSS_CONTEXT);
    assertThat(conflict.claims().getFirst().context()).isEqualTo(pair.older);
    assertThat(conflict.resolutions().stream().map(ConflictOffer::resolution))
        .containsExactly("keep_first", "keep_newest", "rename", "dismiss");
    String name = way.equals("rename") ? ", \"name\": \"mine-" + pair.name + "\"" : "";
    Reply reply = conflicts.resolve(conflict.id(), "{\"resolution\": \"" + way + "\"" + name + "}");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.as(Conflict.class).resolution()).isEqualTo(way);
    assertThat(status(pair.older, pair.name)).isEqualTo(first);
    assertThat(status(pair.newer, pair.name)).isEqualTo(second);
    assertThat(status(pair.newer, "mine-" + pair.name)).isEqualTo(way.equals("rename") ? 200 : 404);
    conflicts.sweep();
    assertThat(conflicts.in(pair.newer, "&state=OPEN")).isEmpty();
  }

  @Test
  void whoReadsOnlyOneOfTheContextsDoesNotHearOfTheOther() {
    ConflictDetails conflict = conflicts.only(pair.newer);
    People people = new People(server);
    String anna = people.person();
    people.role(
        """
        [{"verb": "READ", "kind": "CONFLICT", "context": "%1$s"},
         {"verb": "WRITE", "kind": "CONFLICT", "context": "%1$s"},
         {"verb": "READ", "kind": "ALIAS", "context": "%1$s"},
         {"verb": "WRITE", "kind": "ALIAS", "context": "%1$s"},
         {"verb": "READ", "kind": "PROPOSAL", "context": "%1$s"}]
        """
            .formatted(pair.newer),
        anna);
    String key = people.key(anna);
    String path = "/api/conflicts/" + conflict.id();

    Reply seen = people.as(key, "GET", path, null);

    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.text()).doesNotContain(pair.older).contains(URL + "/2");
    assertThat(seen.as(ConflictDetails.class).resolutions().stream().map(ConflictOffer::resolution))
        .containsExactly("dismiss");
    assertThat(people.as(key, "GET", "/api/conflicts", null).text())
        .contains(pair.newer)
        .doesNotContain(pair.older);
    assertThat(
            people.as(key, "POST", path + "/resolve", "{\"resolution\": \"keep_first\"}").status())
        .isEqualTo(422);
    Reply dismissed =
        people.as(
            key,
            "POST",
            path + "/resolve",
            "{\"resolution\": \"dismiss\", \"justification\": \"ours is right\"}");
    assertThat(dismissed.status()).as(dismissed.toString()).isEqualTo(200);
    String change = dismissed.as(Conflict.class).changeId() + "";
    assertThat(people.as(key, "GET", "/api/changes/" + change, null).text())
        .contains(pair.name)
        .doesNotContain(pair.older);
  }
}
