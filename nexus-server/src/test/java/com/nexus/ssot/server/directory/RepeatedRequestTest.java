package com.nexus.ssot.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A repeated request is answered again only to somebody who could still ask. */
class RepeatedRequestTest {
  private final TestServer server = TestServer.shared();
  private final People people = new People(server);
  private final String context = People.fresh("repeats");
  private final String alias = People.fresh("name");
  private final String person = people.person();
  private final String role =
      people.role(
          "[{\"verb\": \"write\", \"kind\": \"alias\"}, {\"verb\": \"read\", \"kind\": \"alias\"}]",
          person);
  private final String key = people.key(person);

  RepeatedRequestTest() {
    server.post("/api/contexts", "{\"name\": \"" + context + "\"}");
  }

  private Reply create(String path) {
    return people.as(
        key,
        "POST",
        path,
        "{\"alias\": \"%s\", \"context\": \"%s\", \"canonical\": \"https://api.example.com/\"}"
            .formatted(alias, context),
        "Idempotency-Key",
        alias);
  }

  private Reply create() {
    return create("/api/aliases");
  }

  @Test
  void theSameAnswerComesAgainWhateverBecameOfTheObject() {
    Reply first = create();
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(create().json()).isEqualTo(first.json());
    server.delete("/api/aliases/" + alias + "?context=" + context);
    assertThat(create().json()).isEqualTo(first.json());
  }

  @Test
  void whoLostTheRoleIsRefused() {
    assertThat(create().status()).isEqualTo(201);
    people.role("[{\"verb\": \"write\", \"kind\": \"alias\", \"context\": \"default\"}]", person);
    assertThat(server.delete("/api/roles/" + role + "/members/" + person).status()).isEqualTo(200);
    assertThat(create().code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void whoseKeyReachesLessIsRefused() {
    assertThat(create().status()).isEqualTo(201);
    server
        .bean(JdbcClient.class)
        .sql(
            """
            update api_key set contexts = '{elsewhere}'
            where principal_id = (select principal_id from person where username = ?)
            """)
        .param(person)
        .update();
    server.bean(Callers.class).reset();
    Reply refused = create();
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
    assertThat(refused.text()).doesNotContain("api.example.com");
  }

  @Test
  void whomTheContextNoLongerLetsInIsRefused() {
    assertThat(create().status()).isEqualTo(201);
    server.patch("/api/contexts/" + context, "{\"permissions\": [\"" + people.team() + "\"]}");
    assertThat(create().text()).contains("FORBIDDEN", "context_rule");
  }

  @Test
  void aNameForOneCallIsNoneForAnother() {
    assertThat(create().status()).isEqualTo(201);
    assertThat(create("/aliases").code()).isEqualTo("IDEMPOTENCY_MISMATCH");
  }
}
