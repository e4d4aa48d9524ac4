package com.nexus.ssot.server.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One change cannot lift what would have stopped it, whatever else it does. */
class RulesBeforeTest {
  private static final TestServer SERVER = TestServer.start(Map.of());
  private static final String OPEN =
      "{\"kind\": \"context.update\", \"body\": {\"name\": \"PLACE\", \"patch\":"
          + " {\"approval_required\": false}}}";
  private static final String SHUT =
      "{\"kind\": \"context.update\", \"body\": {\"name\": \"PLACE\", \"patch\":"
          + " {\"approval_required\": true}}}";
  private static final String ALIAS =
      "{\"kind\": \"alias.create\", \"body\": {\"alias\": \"slipped-in\", \"context\": \"PLACE\","
          + " \"canonical\": \"https://one.example\"}}";

  private final String place = People.fresh("asks");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OPEN + "," + ALIAS,
        ALIAS + "," + OPEN,
        OPEN + "," + ALIAS + "," + SHUT,
        OPEN + ", {\"kind\": \"service.create\", \"body\": {\"name\": \"other-PLACE\"}}",
        "{\"kind\": \"context.delete\", \"body\": {\"name\": \"PLACE\"}},"
            + " {\"kind\": \"service.create\", \"body\": {\"name\": \"other-PLACE\"}}"
      })
  void aContextThatAsksIsAskedThoughTheChangeOpensIt(String operations) {
    SERVER.approver(place);
    assertThat(make("").status()).isEqualTo(201);
    Reply waits = propose(operations);
    assertThat(waits.status()).as(waits.text()).isEqualTo(202);
    assertThat(waits.json().path("required").asInt()).isPositive();
    assertThat(SERVER.get("/api/contexts/" + place).json().path("approval_required").asBoolean())
        .isTrue();
    assertThat(SERVER.get("/api/aliases/resolve/" + place + "/slipped-in").status()).isEqualTo(404);
  }

  @Test
  void aFreezeHoldsForWhatTheChangeThatLiftsItDoesBesides() {
    String frozen =
        """
        {"zone": "UTC", "allow": [],
          "deny": [{"starts": "2020-01-01T00:00", "ends": "2099-01-01T00:00", "reason": "x"}]}
        """;
    Reply made =
        SERVER.post(
            "/api/contexts", "{\"name\": \"" + place + "\", \"change_windows\": " + frozen + "}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Reply refused =
        propose(
            "{\"kind\": \"context.update\", \"body\": {\"name\": \"PLACE\", \"patch\":"
                + " {\"change_windows\": null}}},"
                + ALIAS);
    assertThat(refused.code()).as(refused.text()).isEqualTo("WINDOW_CLOSED");
    assertThat(SERVER.get("/api/aliases/resolve/" + place + "/slipped-in").status()).isEqualTo(404);
  }

  @Test
  void whoeverIsAskedIsNotTakenAwayByTheSameChange() {
    try (TestServer fresh = TestServer.start(Map.of())) {
      String anna = fresh.approver("*");
      String id = fresh.get("/api/users/" + anna).json().path("id").asString();
      String rules =
          """
          alias_governance:
            version: "2.0"
            rules:
              approvals: {required: 1, deletes: %d, administration: %b}
          """;
      assertThat(adopt(fresh, rules.formatted(0, true)).status()).isEqualTo(200);
      Reply alone = fresh.post("/api/users/" + anna + "/disable", null);
      assertThat(alone.code()).as(alone.text()).isIn("IN_USE", "TOO_FEW_APPROVERS", "");
      Reply both =
          fresh.post(
              "/api/changes",
              """
              {"operations": [
                {"kind": "principal.disable", "body": {"id": "%s"}},
                {"kind": "service.create", "body": {"name": "other"}}]}
              """
                  .formatted(id));
      assertThat(both.status()).as(both.text()).isNotEqualTo(201);
      assertThat(fresh.get("/api/users/" + anna).json().path("disabled_at").isString()).isFalse();
      Reply loosened = adopt(fresh, rules.formatted(0, false));
      assertThat(loosened.status()).as(loosened.text()).isEqualTo(202);
    }
  }

  private Reply propose(String operations) {
    return SERVER.post(
        "/api/changes", "{\"operations\": [" + operations.replace("PLACE", place) + "]}");
  }

  private Reply make(String more) {
    return SERVER.post(
        "/api/contexts", "{\"name\": \"" + place + "\", \"approval_required\": true" + more + "}");
  }

  private static Reply adopt(TestServer server, String rules) {
    return server.post("/api/governance", rules, "Content-Type", "application/yaml");
  }
}
