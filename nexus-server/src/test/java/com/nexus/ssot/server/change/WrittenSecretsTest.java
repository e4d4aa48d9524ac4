package com.nexus.ssot.server.change;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What looks like a secret is not taken in, and not told to anybody. */
class WrittenSecretsTest {
  private static final String HIDDEN = "AKIA" + "Q".repeat(16);

  private final TestServer server = TestServer.shared();
  private final String name = "plain-" + UUID.randomUUID();

  private void assertRefused(Reply refused, String at, String words) {
    assertThat(refused.status()).as(at).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("INVALID");
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo(at);
    assertThat(refused.json().at("/causes/0/message").asString()).contains(words);
    assertThat(refused.text()).doesNotContain("QQQQ").doesNotContain("nxs_live");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST|/api/aliases|{"alias":"N","canonical":"https://a.example/","description":"use §"}|/description
          POST|/api/aliases|{"alias":"§","canonical":"https://a.example/"}|/alias
          POST|/api/aliases|{"alias":"N","canonical":"https://a.example/§"}|/canonical
          POST|/api/aliases|{"alias":"N","canonical":"https://a.example/","labels":{"a":"§"}}|/labels/a
          POST|/api/aliases|{"alias":"N","canonical":"https://a.example/","labels":{"§":"a"}}|/labels
          POST|/api/aliases?dryRun=true|{"alias":"N","canonical":"https://a.example/","owner":"§"}|/owner
          PATCH|/api/aliases/N|{"description":"§"}|/description
          DELETE|/api/aliases/§||/alias
          POST|/api/anchors|{"anchor_id":"N","source_hint":"§"}|/source_hint
          POST|/api/services|{"name":"N","description":"§"}|/description
          POST|/api/contexts|{"name":"N","description":"§"}|/description
          POST|/api/users|{"username":"N","display_name":"§"}|/display_name
          POST|/api/teams|{"name":"N","description":"§"}|/description
          POST|/api/roles|{"name":"N","description":"§"}|/description
          PUT|/api/teams/N/members/§||/member
          POST|/api/keys|{"name":"§","kind":"SERVICE","contexts":["*"],"verbs":["READ"]}|/name
          POST|/proposals|{"alias":"N","canonical":"https://a.example/","change_type":"create","justification":"§"}|/justification
          POST|/proposals|{"alias":"N","canonical":"https://a.example/","change_type":"create","proposed_by":"§"}|/proposed_by
          """)
  void aSecretIsRefusedWhereverItIsWritten(
      String method, String path, @Nullable String body, String at) {
    String sent =
        body == null ? null : body.replace("\"N\"", '"' + name + '"').replace("§", HIDDEN);
    Reply refused =
        server.http(
            method,
            path.replace("/N", "/" + name).replace("§", HIDDEN),
            sent,
            "Authorization",
            "Bearer " + server.adminKey().text());
    assertRefused(refused, at, "an access key id of AWS");
  }

  @Test
  void whatIsTakenOutOfATextDoesNotHideIt() {
    Reply refused =
        server.post(
            "/api/teams",
            "{\"name\": \"%s\", \"description\": \"%s\"}"
                .formatted(name, HIDDEN.replaceFirst("AK", "A\\\\u200bK")));
    assertRefused(refused, "/description", "an access key id of AWS");
  }

  @Test
  void aDocumentMayShowExamplesButNoKeyOfOurs() {
    server.post("/api/anchors", "{\"anchor_id\": \"" + name + "\"}");
    String path = "/api/anchors/" + name + "/versions?label=";
    String document = "{\"openapi\": \"3.0.0\", \"x\": \"%s\"}";
    Reply taken =
        server.post(path + "1", document.formatted(HIDDEN + " https://anna:word@a.example/"));
    assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
    Reply refused = server.post(path + "2", document.formatted(ApiKey.generate().text()));
    assertRefused(refused, "/content", "an API key of Nexus");
  }

  @Test
  void theLogHasAFingerprintBywhichTheSameSecretIsKnownAgain() {
    Logger logger = (Logger) LoggerFactory.getLogger(WrittenSecrets.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    String own =
        "ASIA"
            + name.replaceAll("[^0-9a-f]", "").toUpperCase(java.util.Locale.ROOT).substring(0, 16);
    for (int i = 0; i < 2; i++) {
      server.post("/api/teams", "{\"name\": \"%s\", \"description\": \"%s\"}".formatted(name, own));
    }
    logger.detachAppender(log);
    List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(lines).noneMatch(line -> line.contains(own));
    List<String> prints = lines.stream().map(line -> line.replaceAll(".* is ", "")).toList();
    assertThat(prints).allMatch(print -> print.matches("[0-9a-f]{16}"));
    assertThat(
            prints.stream()
                .filter(print -> java.util.Collections.frequency(prints, print) == 2)
                .distinct())
        .isNotEmpty();
  }
}
