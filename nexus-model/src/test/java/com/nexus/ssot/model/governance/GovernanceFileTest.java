package com.nexus.ssot.model.governance;

import static com.nexus.ssot.model.Causes.fault;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.GovernanceRules.ContextRules;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GovernanceFileTest {
  private static final Path SHIPPED = Path.of("..", "config", "alias_governance.yaml");

  @Test
  void theFileThatIsShippedSaysWhatItAlwaysSaid() throws IOException {
    GovernanceRules rules = GovernanceFile.read(Files.readAllBytes(SHIPPED), SHIPPED.toString());
    assertThat(rules.version()).isEqualTo("1.0");
    assertThat(rules.uniqueness()).isEqualTo(new GovernanceRules.Uniqueness(true, false));
    assertThat(rules.naming()).isEqualTo(new NamingRules("^[a-z0-9-]+$", 3, 50));
    assertThat(rules.expiration().temporaryAliases()).isTrue();
    assertThat(rules.expiration().defaultTtl()).hasToString("90d");
    assertThat(rules.expiration().maxTtl()).hasToString("1y");
    assertThat(rules.expiration().gracePeriod()).hasToString("30d");
    assertThat(rules.deprecation().noticePeriod()).isNull();
    assertThat(rules.contexts().keySet())
        .containsExactly("system", "application", "frenly_ai", "migration");
    assertThat(rules.contexts())
        .containsEntry(
            "system", new ContextRules(List.of("ssot_maintainers"), true, false, null, null))
        .containsEntry(
            "application", new ContextRules(List.of("team_approval"), true, false, null, null))
        .containsEntry("frenly_ai", new ContextRules(List.of("ai_team"), true, false, null, null))
        .containsEntry(
            "migration", new ContextRules(List.of("temporary_only"), false, true, null, null));
    assertThat(rules.audit().logAllChanges()).isTrue();
    assertThat(rules.audit().retentionPeriod()).hasToString("7y");
    assertThat(rules.audit().externalStorage()).isEqualTo("s3://nexus-audit-logs");
  }

  @Test
  void theBuiltInRulesAreThoseOfTheShippedFile() throws IOException {
    byte[] shipped = Files.readAllBytes(SHIPPED);
    try (InputStream builtIn =
        Objects.requireNonNull(GovernanceFile.class.getResourceAsStream("alias_governance.yaml"))) {
      assertThat(builtIn.readAllBytes()).isEqualTo(shipped);
    }
    assertThat(GovernanceFile.builtIn()).isEqualTo(GovernanceFile.read(shipped, "f"));
  }

  @Test
  void rulesSurviveTheWayThroughJson() {
    GovernanceRules rules = GovernanceFile.builtIn();
    assertThat(Json.convert(Json.tree(rules), GovernanceRules.class)).isEqualTo(rules);
    assertThat(rules.check()).isEmpty();
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    GovernanceRules rules = read("alias_governance: {version: \"2\"}");
    GovernanceRules builtIn = GovernanceFile.builtIn();
    assertThat(rules.naming()).isEqualTo(builtIn.naming());
    assertThat(rules.expiration()).isEqualTo(builtIn.expiration());
    assertThat(rules.uniqueness()).isEqualTo(builtIn.uniqueness());
    assertThat(rules.contexts()).isEmpty();
    assertThat(rules.audit().retentionPeriod()).isEqualTo(builtIn.audit().retentionPeriod());
    assertThat(rules.audit().externalStorage()).isNull();
    assertThat(rules.allowedUrlSchemes()).containsExactly("http", "https");
  }

  @Test
  void ourOwnKeysAreRead() {
    GovernanceRules rules =
        read(
            """
            alias_governance:
              version: "1"
              rules:
                reserved_words: [internal, root.only]
                ownership_required: true
                allowed_url_schemes: [https]
                allowed_url_hosts: [api.example.com, "*.example.org"]
            """);
    assertThat(rules.ownershipRequired()).isTrue();
    assertThat(rules.isReserved("internal")).isTrue();
    assertThat(rules.isReserved("user")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/x, 0",
    "HTTPS://API.Example.com, 0",
    "https://a.b.example.org:8443/, 0",
    "http://api.example.com/, 1",
    "https://example.org/, 1",
    "https://badexample.org/, 1",
    "https://api.example.com.evil.net/, 1",
    "ftp://evil.net/, 2",
    "mailto:x@example.org, 2",
  })
  void addressesAreHeldToSchemesAndHosts(URI address, int reasons) {
    GovernanceRules rules =
        read(
            "alias_governance: {version: \"1\", rules: {allowed_url_schemes: [https],"
                + " allowed_url_hosts: [api.example.com, \"*.example.org\"]}}");
    assertThat(rules.checkUrl(address, "/canonical"))
        .hasSize(reasons)
        .allSatisfy(cause -> assertThat(cause.at()).isEqualTo("/canonical"));
    assertThat(GovernanceFile.builtIn().checkUrl(address, "/canonical").isEmpty())
        .isEqualTo(address.getScheme().toLowerCase(java.util.Locale.ROOT).startsWith("http"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheFile() {
    Fault fault =
        fault(() ->
            read(
                """
                alias_governance:
                  version: 1.0
                  colour: red
                  rules:
                    change_windows: []
                    naming: {pattern: "^[a", min_length: 3, max_len: 4}
                    expiration: {default_ttl: 2y, max_ttl: 30m}
                    reserved_words: [Foo, 3]
                    allowed_url_schemes: [ftp]
                    allowed_url_hosts: ["*.Ex"]
                    uniqueness: {within_context: false}
                  contexts:
                    a: {}
                    b-c: {approval_required: true}
                    b_c: {approval_required: yes, permissions: ["x y"]}
                    D: {approval_required: true}
                  audit: {log_all_changes: false, external_storage: "gs://x"}
                """));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes())
        .extracting(Cause::at)
        .containsExactly(
            "g.yaml:2:3",
            "g.yaml:3:3",
            "g.yaml:5:5",
            "g.yaml:6:14",
            "g.yaml:6:45",
            "g.yaml:7:35",
            "g.yaml:8:22",
            "g.yaml:8:27",
            "g.yaml:9:27",
            "g.yaml:10:25",
            "g.yaml:11:18",
            "g.yaml:13:5",
            "g.yaml:15:5",
            "g.yaml:15:11",
            "g.yaml:15:49",
            "g.yaml:16:5",
            "g.yaml:17:11",
            "g.yaml:17:35");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rules: {naming: {min_length: 0}}              | min_length  | at least one",
        "rules: {naming: {min_length: 60}}             | max_length  | min_length",
        "rules: {naming: {max_length: 201}}            | max_length  | 200",
        "rules: {naming: {pattern: \"\"}}              | pattern     | 1 to",
        "rules: {naming: {pattern: \"(?=a)b\"}}        | pattern     | RE2",
        "rules: {expiration: {default_ttl: 2y}}        | default_ttl | max_ttl",
        "rules: {expiration: {max_ttl: 30d}}           | default_ttl | max_ttl",
        "rules: {expiration: {max_ttl: 0d}}            | max_ttl     | no time",
        "rules: {allowed_url_schemes: []}              | schemes     | No scheme",
        "rules: {required_approvals: 2}                | required    | no field",
        "rules: {self_approval: true}                  | self        | no field",
        "rules: {proposal_expiry: 30d}                 | proposal    | no field",
        "rules: {two_person_deletes: true}             | two_person  | no field",
        "rules: {deprecation_notice: 30d}              | deprecation | no field",
        "audit: {log_all_changes: false}               | log_all     | always logged",
        "audit: {log_all_changes: null, extra: 1}      | extra       | no field",
        "contexts: {x: {approval_required: true, a: 1}} | a          | no field",
        "contexts: {\"x y\": {approval_required: true}} | x y        | context",
      })
  void eachRuleIsHeldToItsMeaning(String line, String key, String message) {
    String yaml = "alias_governance:\n  version: \"1\"\n  " + line + "\n";
    Fault fault = fault(() -> read(yaml));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes()).as(key).hasSize(1);
    assertThat(fault.causes().getFirst().at()).startsWith("g.yaml:3:");
    assertThat(fault.causes().getFirst().message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "text",
        "alias_governance: []",
        "alias_governance: {version: \"\"}",
        "alias_governance: {version: \"1\"}\nmore: 1",
        "alias_governance: [",
        "a: *b",
        "\t",
        "alias_governance: {version: \"1\", version: \"2\"}",
      })
  void aFileOfAnotherShapeIsRefusedWithItsPlace(String yaml) {
    Fault fault = fault(() -> read(yaml));
    assertThat(fault.code()).isEqualTo(FaultCode.SETTING);
    assertThat(fault.causes()).isNotEmpty();
    assertThat(fault.causes())
        .allSatisfy(cause -> assertThat(cause.at()).matches("g\\.yaml:\\d+:\\d+"));
  }

  @Test
  void aFileThatIsTooLargeIsNotReadAtAll() {
    byte[] large = new byte[GovernanceFile.MAX_BYTES + 1];
    Fault fault = fault(() -> GovernanceFile.read(large, "g.yaml"));
    assertThat(fault.causes()).extracting(Cause::at).containsExactly("g.yaml");
  }

  @Test
  void aFileWithMoreMistakesThanAreToldIsRefusedAllTheSame() {
    StringBuilder yaml = new StringBuilder("alias_governance:\n  version: \"1\"\n");
    for (int i = 0; i < 150; i++) {
      yaml.append("  unknown").append(i).append(": 1\n");
    }
    assertThat(fault(() -> read(yaml.toString())).causes()).hasSize(101);
  }

  private static GovernanceRules read(String yaml) {
    return GovernanceFile.read(yaml.getBytes(UTF_8), "g.yaml");
  }
}
