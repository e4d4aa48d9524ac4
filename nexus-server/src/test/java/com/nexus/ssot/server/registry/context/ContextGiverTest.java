package com.nexus.ssot.server.registry.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import org.junit.jupiter.api.Test;

/** Whom a context lets in is a right that only those give who have it. */
class ContextGiverTest {
  private static final String CONTEXTS =
      "{\"verb\": \"admin\", \"kind\": \"context\"}, {\"verb\": \"read\", \"kind\": \"context\"}";

  private final TestServer server = TestServer.shared();
  private final People people = new People(server);
  private final String name = People.fresh("given");
  private final String path = "/api/contexts/" + name;
  private final String person = people.person();
  private final String key = people.key(person);

  ContextGiverTest() {
    people.role("[" + CONTEXTS + "]", person);
  }

  private Reply create(String more) {
    return server.post("/api/contexts", "{\"name\": \"" + name + "\"" + more + "}");
  }

  private Reply patch(String body) {
    return people.as(key, "PATCH", path, body);
  }

  private static void assertRefused(Reply refused, String at) {
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo(at);
    assertThat(refused.json().at("/causes/0/fix").asString()).startsWith("Ask somebody who");
  }

  @Test
  void whoMayNotReadTheNamesOfAContextDoesNotPublishThem() {
    create("");
    assertRefused(patch("{\"is_public\": true}"), "/is_public");
    assertRefused(
        people.as(key, "PATCH", path + "?dryRun=true", "{\"is_public\": true}"), "/is_public");
    assertRefused(
        people.as(
            key, "POST", "/api/contexts", "{\"name\": \"" + name + "-2\", \"is_public\": true}"),
        "/is_public");
    assertThat(patch("{\"description\": \"mine\"}").status()).isEqualTo(200);
    people.role("[{\"verb\": \"read\", \"kind\": \"alias\"}]", person);
    assertThat(patch("{\"is_public\": true}").status()).isEqualTo(200);
  }

  @Test
  void aPublicContextDoesNotComeBackThroughThem() {
    create(", \"is_public\": true");
    assertThat(server.delete(path).status()).isEqualTo(200);
    assertRefused(people.as(key, "POST", path + "/restore", null), "/is_public");
    assertThat(server.post(path + "/restore", null).status()).isEqualTo(200);
  }

  @Test
  void whomAContextDemandsIsChangedByThoseWhoCouldWriteAndApproveThere() {
    String team = people.team();
    String other = people.team();
    create("");
    assertThat(patch("{\"permissions\": [\"" + team + "\", \"temporary_only\"]}").status())
        .as("narrows")
        .isEqualTo(200);
    for (String wanted :
        new String[] {
          "[]",
          "[\"" + team + "\"]",
          "[\"temporary_only\"]",
          "[\"" + team + "\", \"" + other + "\", \"temporary_only\"]"
        }) {
      assertRefused(patch("{\"permissions\": " + wanted + "}"), "/permissions");
    }
    assertThat(patch("{\"description\": \"mine\"}").status()).isEqualTo(200);
    people.role(
        "[{\"verb\": \"admin\", \"kind\": \"policy\", \"context\": \"" + name + "\"}]", person);
    assertThat(patch("{\"permissions\": [\"" + other + "\"]}").status()).isEqualTo(200);
  }

  @Test
  void approvalIsSwitchedOffByThoseWhoCouldApproveAndOnceSomebodyElseAgrees() {
    String writes =
        "[{\"verb\": \"write\", \"kind\": \"alias\"}, {\"verb\": \"approve\", \"kind\": \"proposal\"}]";
    String member = people.person();
    String cookie = people.session(member);
    people.role("[" + CONTEXTS + "]", member);
    people.role(writes, member);
    create(", \"approval_required\": true");
    assertRefused(patch("{\"approval_required\": false}"), "/permissions");
    Reply open = people.in(cookie, "PATCH", path, "{\"approval_required\": false}");
    assertThat(open.status()).as(open.toString()).isEqualTo(202);
    assertThat(server.get(path).json().path("approval_required").asBoolean()).isTrue();
  }
}
