package com.nexus.ssot.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.WebhookPause;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.webhook.WebhookWorld.Hook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nobody is told what whoever wrote the webhook may not read. */
@Execution(ExecutionMode.SAME_THREAD)
class AudienceTest {
  private static final String MANAGES_WEBHOOKS =
      "{\"verb\": \"admin\", \"kind\": \"setting\"}, {\"verb\": \"read\", \"kind\": \"setting\"}";

  private static final String READS_ALL = ", {\"verb\": \"read\", \"kind\": \"*\"}";

  private static final String KEY =
      """
      {"name": "audience", "kind": "SERVICE", "contexts": ["default"], "verbs": ["READ"]}
      """;

  private static TestServer server;
  private static WebhookWorld world;

  private Receiver receiver;
  private People people;
  private String person;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    world = WebhookWorld.of(server);
  }

  @AfterAll
  static void stop() {
    world.close();
    server.close();
  }

  @BeforeEach
  void begin() {
    receiver = Receiver.start();
    people = new People(server);
    person = people.person();
  }

  @AfterEach
  void end() {
    server
        .get("/api/webhooks")
        .json()
        .path("items")
        .forEach(item -> server.delete("/api/webhooks/" + item.path("name").asString()));
    receiver.close();
  }

  private Hook hook(String events, String... contexts) {
    String name = WebhookWorld.fresh("hook");
    Reply made =
        people.as(
            people.key(person),
            "POST",
            "/api/webhooks",
            """
            {"name": "%s", "url": "%s", "events": ["%s"], "contexts": %s}
            """
                .formatted(
                    name,
                    receiver.url(),
                    events,
                    contexts.length == 0
                        ? "null"
                        : "[\"" + String.join("\",\"", contexts) + "\"]"));
    assertThat(made.status()).as(made.json().path("code").asString()).isEqualTo(201);
    return new Hook(server, name, made.json().path("secret").asString());
  }

  private String role(String more) {
    return people.role("[" + MANAGES_WEBHOOKS + more + "]", person);
  }

  private static String readsAliasesIn(String context) {
    return ", {\"verb\": \"read\", \"kind\": \"alias\", \"context\": \"" + context + "\"}";
  }

  private List<String> keys() {
    return receiver.messages().stream()
        .map(message -> message.json().at("/object/key").asString())
        .toList();
  }

  @Test
  void onlyWhatItsOwnerMayReadIsToldAndThatIsAskedEachTime() {
    String open = world.context();
    String closed = world.context();
    role(readsAliasesIn(open));
    hook("*");
    world.alias(open, "seen");
    world.alias(closed, "unseen");
    server.post("/api/users", "{\"username\": \"" + People.fresh("berta") + "\"}");
    server.post("/api/keys", KEY);
    server.post("/api/governance/check", "{}");
    world.round();
    assertThat(keys()).contains("seen").doesNotContain("unseen");
    assertThat(receiver.messages())
        .allMatch(message -> message.json().path("type").asString().matches("alias.*|webhook.*"));

    String more = role(readsAliasesIn(closed));
    world.alias(closed, "seen-too");
    world.round();
    assertThat(keys()).contains("seen-too").doesNotContain("unseen");
    world.alias(closed, "too-late");
    server.delete("/api/roles/" + more + "/members/" + person);
    world.round();
    assertThat(keys()).doesNotContain("too-late");
    world.alias(open, "seen-again");
    world.round();
    assertThat(keys()).contains("seen-again").doesNotContain("too-late");
  }

  @Test
  void whoMayReadEverythingIsToldOfEverythingButNoSecretsAndNobodysNames() {
    role(
        READS_ALL
            + ", {\"verb\": \"admin\", \"kind\": \"key\"}"
            + ", {\"verb\": \"admin\", \"kind\": \"role\"}");
    hook("*");
    String key = server.post("/api/keys", KEY).json().path("key").asString();
    server.post(
        "/api/users",
        """
        {"username": "%s", "display_name": "Carla Cavendish", "email": "carla@example.com"}
        """
            .formatted(People.fresh("carla")));
    String context = world.context();
    world.alias(context, "told");
    world.round();
    List<String> types =
        receiver.messages().stream().map(m -> m.json().path("type").asString()).toList();
    assertThat(types).contains("key.create", "user.create", "context.create", "alias.create");
    assertThat(receiver.messages())
        .noneMatch(message -> message.text().contains(key))
        .noneMatch(message -> message.text().contains("Cavendish"))
        .noneMatch(message -> message.text().contains("carla@"));
  }

  @Test
  void contextsThatAreNamedAreTheOnlyOnes() {
    String one = world.context();
    String other = world.context();
    role(READS_ALL);
    hook("*", one);
    world.alias(one, "named");
    world.alias(other, "not-named");
    people.team();
    server.patch("/api/contexts/" + one, "{\"description\": \"It stands in itself\"}");
    world.round();
    assertThat(keys()).containsExactly("named", one);
  }

  @Test
  void whoIsDisabledIsToldNothingUntilSomebodyElseTakesOver() {
    String context = world.context();
    role(READS_ALL);
    Hook hook = hook("alias.*", context);
    world.alias(context, "before");
    world.round();
    assertThat(server.post("/api/users/" + person + "/disable", null).status()).isEqualTo(200);
    world.alias(context, "after");
    world.round();
    assertThat(keys()).containsExactly("before");
    assertThat(hook.status().pausedBecause()).isEqualTo(WebhookPause.OWNER);
    server.post(hook.path() + "/resume", null);
    world.round();
    assertThat(keys()).as("resuming alone changes nothing").containsExactly("before");
    assertThat(server.patch(hook.path(), "{}").status()).isEqualTo(200);
    server.post(hook.path() + "/resume", null);
    world.round();
    assertThat(keys()).containsExactly("before", "after");
  }

  @Test
  void aDeadLetterThatMayNoLongerBeReadIsNotSentAgain() {
    String context = world.context();
    String role = role(readsAliasesIn(context));
    Hook hook = hook("alias.*", context);
    receiver.answering("500 Internal Server Error");
    world.alias(context, "dead");
    for (int i = 0; i < Backoff.ATTEMPTS; i++) {
      world.round();
      world.pass(Backoff.LONGEST);
    }
    assertThat(hook.status().deadLetters()).isEqualTo(1);
    int before = receiver.messages().size();
    String left = role("");
    server.delete("/api/roles/" + role + "/members/" + person);
    server.post(hook.path() + "/dead-letters/replay", null);
    world.round();
    assertThat(receiver.messages()).hasSize(before);
    assertThat(hook.outcomes()).startsWith("WITHHELD");
    assertThat(left).isNotBlank();
  }

  @Test
  void aKeyThatMayNotReadMakesNoWebhookThatDoes() {
    role(READS_ALL);
    Reply refused =
        people.as(
            people.key(person, Verb.ADMIN),
            "POST",
            "/api/webhooks",
            """
            {"name": "%s", "url": "%s", "events": ["*"]}
            """
                .formatted(WebhookWorld.fresh("hook"), receiver.url()));
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
  }
}
