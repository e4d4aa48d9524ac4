package com.nexus.ssot.server.registry.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.RuleFinding;
import com.nexus.ssot.model.api.RuleReport;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check of a rule set tells, at the door. */
class CheckResourceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/v1";

  private final String context = STOCK.context();

  private static String rules(String rules) {
    return "alias_governance: {version: '9', rules: {" + rules + "}}";
  }

  private static Reply check(String query, @Nullable String rules) {
    return rules == null
        ? SERVER.post("/api/governance/check" + query, null)
        : SERVER.post("/api/governance/check" + query, rules, "Content-Type", "application/yaml");
  }

  private RuleReport here(@Nullable String rules) {
    Reply reply = check("?context=" + context, rules);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.as(RuleReport.class);
  }

  private void create(String fields) {
    Reply made = SERVER.post("/api/aliases", "{\"context\": \"" + context + "\", " + fields + "}");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }

  @Test
  void theRulesInForceAreKeptByWhatIsRegistered() {
    STOCK.alias(context, "fits-well", URL);
    RuleReport report = here(null);
    assertThat(report.total()).isZero();
    assertThat(report.findings()).isEmpty();
    assertThat(report.version())
        .isEqualTo(SERVER.get("/api/governance").json().path("version").asInt());
    assertThat(report.checked()).isEqualTo(Map.of("aliases", 1L, "contexts", 1L));
  }

  @Test
  void everyRuleTellsWhatBreaksItWhereAndWhatToDo() {
    String other = STOCK.context();
    String twice = Stock.unique("twice");
    STOCK.alias(other, twice, URL);
    create("\"alias\": \"" + twice + "\", \"canonical\": \"" + URL + "\", \"owner\": \"anna\"");
    create("\"alias\": \"word\", \"canonical\": \"" + URL + "\", \"owner\": \"anna\"");
    create("\"alias\": \"xyz\", \"canonical\": \"" + URL + "\", \"owner\": \"anna\"");
    create("\"alias\": \"nobodys\", \"canonical\": \"" + URL + "\"");
    create(
        "\"alias\": \"elsewhere\", \"canonical\": \"http://other.example.com/\","
            + " \"owner\": \"anna\"");
    create(
        "\"alias\": \"lasting\", \"canonical\": \""
            + URL
            + "\", \"owner\": \"anna\", \"ttl\": \"80d\"");
    int before = SERVER.get("/api/governance").json().path("version").asInt();

    RuleReport report =
        here(
            rules(
                "uniqueness: {across_contexts: true}, naming: {min_length: 4},"
                    + " reserved_words: [word], ownership_required: true,"
                    + " allowed_url_schemes: [https], allowed_url_hosts: [api.example.com],"
                    + " expiration: {default_ttl: 9d, max_ttl: 30d}"));

    assertThat(report.findings().stream().map(f -> f.rule() + " " + f.name() + " " + f.at()))
        .containsExactlyInAnyOrder(
            "naming xyz /alias",
            "reserved_words word /alias",
            "ownership_required nobodys /owner",
            "allowed_urls elsewhere /canonical",
            "allowed_urls elsewhere /canonical",
            "expiration lasting /expires_at",
            "uniqueness.across_contexts " + twice + " /alias");
    assertThat(report.findings())
        .allSatisfy(finding -> {
          assertThat(finding.objectType()).isEqualTo("alias");
          assertThat(finding.context()).isEqualTo(context);
          assertThat(finding.message()).isNotBlank();
          assertThat(finding.fix()).isNotBlank();
        });
    assertThat(report.rules()).containsEntry("allowed_urls", 2L).containsEntry("naming", 1L);
    assertThat(report.total()).isEqualTo(7);
    assertThat(report.version()).isNull();
    assertThat(SERVER.get("/api/governance").json().path("version").asInt()).isEqualTo(before);
  }

  @Test
  void whatRulesSayOfAContextIsCheckedAsIfItWereInForce() {
    STOCK.alias(context, "staying", URL);
    String file =
        """
        alias_governance:
          version: "9"
          contexts:
            %s: {permissions: [%s], approval_required: false, auto_expire: true}
        """
            .formatted(context, "no-such-team");
    RuleReport report = here(file);
    assertThat(report.findings().stream().map(f -> f.rule() + " " + f.name() + " " + f.at()))
        .containsExactly("permissions " + context + " /permissions/0", "expiration staying /type");
  }

  @Test
  void teamsThatMustApproveAndDoNotExistAreTold() {
    String file =
        """
        alias_governance:
          version: "9"
          rules:
            approvals: {required: 1, teams: [never-was-one]}
          contexts:
            %s:
              approval_required: true
              approvals: {required: 1, teams: [ssot_maintainers, never-was-two]}
        """
            .formatted(context);
    RuleReport report = check("?limit=10000", file).as(RuleReport.class);
    assertThat(
            report.findings().stream()
                .filter(finding -> finding.rule().equals("approvals"))
                .map(f -> f.objectType() + " " + f.name() + " " + f.at()))
        .containsExactly(
            "governance rules /approvals/teams/0", "context " + context + " /approvals/teams/1");
  }

  @Test
  void findingsBeyondTheLimitAreCounted() {
    for (int i = 0; i < 5; i++) {
      STOCK.alias(context, "many-" + i, URL);
    }
    Reply reply = check("?limit=2&context=" + context, rules("naming: {min_length: 30}"));
    RuleReport report = reply.as(RuleReport.class);
    assertThat(report.findings()).hasSize(2);
    assertThat(report.total()).isEqualTo(5);
    assertThat(report.rules()).isEqualTo(Map.of("naming", 5L));
    assertThat(check("?limit=10001", null).status()).isEqualTo(400);
  }

  @Test
  void whatTheCallerMayNotReadIsNeitherToldNorNamed() {
    String hidden = STOCK.context();
    String twice = Stock.unique("shared");
    STOCK.alias(hidden, twice, URL);
    STOCK.alias(context, twice, URL);
    People people = new People(SERVER);
    String anna = people.person();
    people.role(
        """
        [{"verb": "READ", "kind": "ALIAS", "context": "%1$s"},
         {"verb": "READ", "kind": "CONTEXT", "context": "%1$s"},
         {"verb": "READ", "kind": "POLICY", "context": "*"}]
        """
            .formatted(context),
        anna);
    String key = people.key(anna);

    Reply reply =
        people.as(
            key,
            "POST",
            "/api/governance/check",
            rules("uniqueness: {across_contexts: true}"),
            "Content-Type",
            "application/yaml");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.as(RuleReport.class).checked())
        .isEqualTo(Map.of("aliases", 1L, "contexts", 1L));
    assertThat(reply.text()).contains("another context").doesNotContain(hidden);
    assertThat(people.as(key, "POST", "/api/governance/check?context=" + hidden, null).status())
        .isEqualTo(403);
  }

  @Test
  void aFileThatCannotBeAdoptedIsRefusedWithItsPlaces() {
    Reply reply = check("", rules("naming: {min_length: 0}"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text()).contains("body:1:");
    assertThat(check("?context=no-such-context", null).status()).isEqualTo(404);
  }

  /** The check and the write say the same of the same alias. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aWriteIsRefusedJustWhereTheCheckSaysSo(long seed) {
    Random random = new Random(seed);
    try (TestServer own = TestServer.start(Map.of())) {
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String body = body(random, i);
        Reply made = own.post("/api/aliases", body);
        assertThat(made.status()).as("seed " + seed + " " + made).isEqualTo(201);
        bodies.add(body);
      }
      String rules =
          rules(
              "naming: {pattern: '^[a-z][a-z0-9-]*$', max_length: "
                  + (6 + random.nextInt(4))
                  + "}, ownership_required: "
                  + random.nextBoolean()
                  + ", reserved_words: [n-7, n-8], allowed_url_hosts: [a.example.com],"
                  + " expiration: {default_ttl: 5d, max_ttl: 20d, temporary_aliases: "
                  + random.nextBoolean()
                  + "}");
      RuleReport report =
          own.post("/api/governance/check", rules, "Content-Type", "application/yaml")
              .as(RuleReport.class);
      Set<String> told =
          report.findings().stream()
              .map(RuleFinding::name)
              .collect(Collectors.toCollection(TreeSet::new));
      Reply adopted = own.post("/api/governance", rules, "Content-Type", "application/yaml");
      assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);

      Set<String> refused = new TreeSet<>();
      for (String body : bodies) {
        // The same once more under the new rules, where its name is free.
        String elsewhere = body.replace("\"default\"", "\"backend\"");
        Reply again = own.post("/api/aliases?dryRun=true", elsewhere);
        if (again.status() != 200) {
          assertThat(again.status()).as(again.toString()).isEqualTo(422);
          refused.add(name(body));
        }
      }
      assertThat(told).as("seed " + seed).isEqualTo(refused).isNotEmpty();
    }
  }

  private static String name(String body) {
    return body.replaceAll("(?s).*\"alias\": \"([^\"]*)\".*", "$1");
  }

  private static String body(Random random, int n) {
    String name = (random.nextInt(5) == 0 ? n + "-n" : "n-" + n) + "x".repeat(random.nextInt(8));
    if (name.length() < 3) {
      name = "n-" + n + "-";
    }
    String host = random.nextBoolean() ? "a.example.com" : "b.example.com";
    String owner = random.nextBoolean() ? ", \"owner\": \"anna\"" : "";
    String ttl = random.nextInt(3) == 0 ? ", \"ttl\": \"" + (10 + random.nextInt(20)) + "d\"" : "";
    return "{\"alias\": \"%s\", \"context\": \"default\", \"canonical\": \"https://%s/\"%s%s}"
        .formatted(name, host, owner, ttl);
  }
}
