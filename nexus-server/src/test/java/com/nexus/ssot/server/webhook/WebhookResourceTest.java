package com.nexus.ssot.server.webhook;

import static com.nexus.ssot.server.TestEngine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.webhook.WebhookWorld.Hook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Webhooks over HTTP. */
class WebhookResourceTest {
  private static final String PATH = "/api/webhooks";

  private final TestServer server = TestServer.shared();
  private final String name = WebhookWorld.fresh("hook");

  private Reply make(String url, String... headers) {
    return server.post(PATH, draft(url), headers);
  }

  private String draft(String url) {
    return """
    {"name": "%s", "url": "%s", "events": ["alias.*", "change.proposed"]}
    """
        .formatted(name, url);
  }

  @Test
  void aNewSecretIsShownOnceAndStandsNowhereElse() {
    Reply made = make("https://hooks.example.com/nexus");
    assertThat(made.status()).as(made.json().path("code").asString()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(PATH + "/" + name);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String secret = made.json().path("secret").asString();
    assertThat(secret.matches("whsec_[0-9A-Za-z+/]{43}=")).isTrue();

    Reply shown = server.get(PATH + "/" + name);
    assertThat(shown.header("ETag")).isEqualTo(made.header("ETag"));
    assertThat(shown.json().path("contexts").toString()).isEqualTo("[\"*\"]");
    assertThat(shown.json().path("active").asBoolean()).isTrue();
    Reply rotated = server.post(PATH + "/" + name + "/rotate", null);
    String next = rotated.json().path("secret").asString();
    assertThat(next.equals(secret)).isFalse();
    assertThat(rotated.json().path("previous_until").isString()).isTrue();

    JdbcClient sql = server.bean(JdbcClient.class);
    for (String table :
        List.of("webhook", "webhook_secret", "webhook_history", "change", "audit_body")) {
      List<String> rows = sql.sql("select t::text from " + table + " t").query(String.class).list();
      for (String each : List.of(secret, next)) {
        String bare = each.substring(Secrets.PREFIX.length());
        boolean found = rows.stream().anyMatch(row -> row.contains(bare));
        assertThat(found).as(table).isFalse();
      }
    }
    for (String path : List.of("", "/history", "/status", "/deliveries", "/dead-letters")) {
      String text = server.get(PATH + "/" + name + path).text();
      assertThat(text.contains("whsec_")).as(path).isFalse();
    }
  }

  @Test
  void aWebhookIsChangedAsOthersAre() {
    Reply dry = server.post(PATH + "?dryRun=true", draft("https://hooks.example.com/"));
    assertThat(dry.header("Preview")).isEqualTo("true");
    assertThat(dry.text().contains("whsec_")).isFalse();
    assertThat(server.get(PATH + "/" + name).status()).isEqualTo(404);

    String tag = make("https://hooks.example.com/").header("ETag");
    assertThat(make("https://hooks.example.com/").code()).isEqualTo("ALREADY_EXISTS");
    assertThat(make("https://hooks.example.com/", "If-None-Match", "*").status()).isEqualTo(412);
    Reply changed =
        server.patch(
            PATH + "/" + name,
            "{\"description\": \"For the shop\", \"contexts\": [\"frontend\"]}",
            "If-Match",
            tag,
            "Idempotency-Key",
            name);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("revision").asInt()).isEqualTo(2);
    assertThat(changed.json().path("contexts").toString()).isEqualTo("[\"frontend\"]");
    Reply again =
        server.patch(
            PATH + "/" + name,
            "{\"description\": \"For the shop\", \"contexts\": [\"frontend\"]}",
            "If-Match",
            tag,
            "Idempotency-Key",
            name);
    assertThat(again.json()).isEqualTo(changed.json());
    assertThat(server.patch(PATH + "/" + name, "{\"active\": false}", "If-Match", tag).status())
        .isEqualTo(412);
    assertThat(server.patch(PATH + "/" + name, "{\"name\": \"other\"}").code())
        .isEqualTo("INVALID");
    assertThat(server.patch(PATH + "/" + name, "{\"secret\": \"x\"}").code()).isEqualTo("INVALID");

    Reply history = server.get(PATH + "/" + name + "/history?count=true");
    assertThat(history.json().path("total").asInt()).isEqualTo(2);
    assertThat(history.json().at("/items/1/object/revision").asInt()).isEqualTo(1);
    assertThat(history.json().at("/items/0/valid_to").isNull()).isTrue();

    assertThat(server.delete(PATH + "/" + name).status()).isEqualTo(200);
    assertThat(server.get(PATH + "/" + name).status()).isEqualTo(404);
    assertThat(make("https://hooks.example.com/").status()).as("the name is free").isEqualTo(201);
  }

  @Test
  void webhooksAreListedInOrderOfTheirNames() {
    make("https://hooks.example.com/");
    JsonNode first = server.get(PATH + "?limit=1&count=true").json();
    assertThat(first.path("total").asInt()).isPositive();
    assertThat(server.get(PATH + "?limit=1000").text()).contains(name);
  }

  @Test
  void aRepeatedRotationDoesNotEndTheSecretInUse() {
    make("https://hooks.example.com/");
    String rotate = PATH + "/" + name + "/rotate";
    assertThat(server.post(rotate, null).status()).isEqualTo(200);
    assertThat(server.post(rotate, null).code()).isEqualTo("IN_USE");
    assertThat(server.post(rotate, "{\"overlap\": \"8d\"}").code()).isEqualTo("INVALID");
    Reply atOnce = server.post(rotate, "{\"overlap\": \"0s\"}");
    assertThat(atOnce.json().path("previous_until").isNull()).isTrue();
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    """
                    select count(*) from webhook_secret s join webhook w on w.id = s.webhook_id
                    where w.name = ? and (s.until is null or s.until > now())
                    """)
                .param(name)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(server.post(rotate, null, "Idempotency-Key", name).code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(make("https://hooks.example.com/", "Idempotency-Key", name).code())
        .isEqualTo("BAD_PARAMETER");
  }

  @ParameterizedTest
  @CsvSource({
    "http://hooks.example.com/",
    "http://10.0.0.1/",
    "https://10.0.0.1/",
    "https://192.168.0.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/",
    "https://[fd00:ec2::254]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[fc00::1]/",
    "https://0.0.0.0/",
    "https://127.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://127.0.0.2/",
    "https://user@hooks.example.com/",
    "https://user:password@hooks.example.com/",
    "https://hooks.example.com:22/",
    "https://hooks.example.com:25/",
    "http://127.0.0.1:443/",
    "ftp://hooks.example.com/",
    "https://hooks.example.com/#fragment",
    "file:///etc/passwd"
  })
  void addressesThatLeadInsideOrCanBeReadInTwoWaysAreRefused(String url) {
    Reply refused = make(url);
    assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
    assertThat(refused.text()).contains("/url");
  }

  @Test
  void thisMachineIsForThoseWhoListedItAndNeverForProduction() {
    try (TestServer strict = TestServer.start(Map.of("NEXUS_EGRESS_ALLOW", ""))) {
      for (String host : List.of("127.0.0.1", "[::1]", "10.0.0.1")) {
        Reply refused = strict.post(PATH, draft("https://" + host + ":8443/"));
        assertThat(refused.text()).as(host).contains("NEXUS_EGRESS_ALLOW");
      }
      // A name is not looked up before it is needed.
      assertThat(strict.post(PATH, draft("http://localhost:8080/")).status()).isEqualTo(201);
      assertThat(strict.post(PATH + "/" + name + "/test", null).json().path("outcome").asString())
          .isEqualTo("EGRESS_DENIED");
    }
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    Reply refused =
        server.post(
            PATH,
            """
            {"name": "a b", "url": "nowhere", "events": ["alias", "alais.update", "alias.*"],
             "contexts": ["unheard-of"]}
            """);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("/name", "/url", "/events/0", "/events/1", "/contexts/0");
    assertThat(refused.json().path("causes")).hasSize(5);
    assertThat(
            server
                .post(PATH, draft("https://hooks.example.com/").replace("alias.*", "no.*"))
                .text())
        .contains("Begin with one of");
  }

  @Test
  void onlyWhoManagesSettingsWritesAndOnlyWhoReadsThemReads() {
    People people = new People(server);
    String person = people.person();
    people.role("[{\"verb\": \"read\", \"kind\": \"setting\"}]", person);
    String key = people.key(person, Verb.READ, Verb.WRITE, Verb.ADMIN);
    make("https://hooks.example.com/");
    assertThat(people.as(key, "GET", PATH + "/" + name, null).status()).isEqualTo(200);
    for (String path : List.of("/rotate", "/test", "/resume", "/dead-letters/replay")) {
      assertThat(people.as(key, "POST", PATH + "/" + name + path, null).status())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(people.as(key, "DELETE", PATH + "/" + name, null).status()).isEqualTo(403);
    String nobody = people.key(people.person(), Verb.READ, Verb.WRITE, Verb.ADMIN);
    assertThat(people.as(nobody, "GET", PATH + "/" + name, null).status()).isEqualTo(403);
  }

  @Test
  void aWebhookThatAProposalMakesHasASecretThatIsShownWithTheNext() {
    Reply proposed =
        server.post(
            "/api/changes",
            """
            {"operations": [{"kind": "webhook.create", "body": %s}], "description": "Another way"}
            """
                .formatted(draft("https://hooks.example.com/")));
    assertThat(proposed.status()).as(proposed.text()).isBetween(200, 299);
    assertThat(proposed.text().contains("whsec_")).isFalse();
    Reply rotated = server.post(PATH + "/" + name + "/rotate", null);
    assertThat(rotated.json().path("secret").isString()).isTrue();
  }

  @Test
  void aServerTellsByItselfSoonAfterSomethingHappened() {
    try (Receiver receiver = Receiver.start()) {
      String context = WebhookWorld.fresh("ctx");
      server.post("/api/contexts", "{\"name\": \"" + context + "\"}");
      Hook hook = WebhookWorld.hook(server, receiver.url(), context);
      WebhookWorld.alias(server, context, "soon");
      eventually(() -> receiver.messages().size() == 1);
      assertThat(WebhookWorld.isSignedWith(hook.secret(), receiver.messages().getFirst())).isTrue();
      eventually(() -> hook.outcomes().equals("DELIVERED"));
      server.delete(hook.path());
      WebhookWorld.alias(server, context, "never");
    }
  }

  @Test
  void whatIsDoneAboutTellingStandsInTheLog() {
    make("https://hooks.invalid/");
    server.post(PATH + "/" + name + "/test", null);
    server.post(PATH + "/" + name + "/resume", null);
    server.post(PATH + "/" + name + "/dead-letters/replay", null);
    server.delete(PATH + "/" + name);
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    """
                    select action from audit_event
                    where object_id = (select id from webhook where name = ?)
                    order by order_no, ord
                    """)
                .param(name)
                .query(String.class)
                .list())
        .containsExactly(
            "webhook.create", "webhook.test", "webhook.resume", "webhook.replay", "webhook.delete");
  }
}
