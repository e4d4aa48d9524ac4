package com.nexus.ssot.model.access;

import static com.nexus.ssot.model.Causes.fault;
import static com.nexus.ssot.model.Causes.places;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFileTest {
  private static final String REGISTRY =
      """
      security:
        authentication:
          methods: ["jwt", "oauth2", "api_key"]
        authorization:
          roles:
            admin:
              permissions: ["*"]
              restrictions: ["production_deploy"]
            developer:
              permissions: ["read", "write", "deploy_staging"]
              restrictions: ["production_deploy", "security_config"]
            operator:
              permissions: ["read", "monitor", "restart_services"]
              restrictions: ["deploy", "config_change"]
        network:
          vpn_required: true
      """;

  private static final String POLICIES =
      """
      version: "1.0"
      generated_at: "2025-01-27T12:30:00Z"

      access_control:
        ssot_registry:
          read: ["nexus-platform-team", "nexus-ai-team"]
          write: ["nexus-platform-team"]
          admin: ["nexus-platform-team"]

        alias_management:
          read: ["all_team_members"]
          write: ["code_owners"]
          admin: ["nexus-platform-team"]

        frenly_ai_operations:
          read: ["nexus-ai-team", "nexus-platform-team"]
          write: ["nexus-ai-team"]
          admin: ["nexus-platform-team"]
      """;

  private static final String WRAPPER =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: ssot-security-policies
        namespace: nexus-platform
      data:
        security_policies.yaml: |
      """;

  @Test
  void theRolesOfTheSeedAreTheBuiltInOnes() {
    assertThat(read(REGISTRY)).isEqualTo(AccessFile.builtIn());
  }

  @Test
  void theBuiltInRolesMeanWhatTheTableSays() {
    Authority admin = authority(0);
    Authority developer = authority(1);
    Authority operator = authority(2);
    Ask toProduction = act(ObjectKind.WORKFLOW, "deploy", "env/production");
    Ask toStaging = act(ObjectKind.WORKFLOW, "deploy", "env/staging");
    assertThat(may(admin, toStaging)).isTrue();
    assertThat(may(admin, toProduction)).isFalse();
    assertThat(may(admin, Ask.of(Verb.ADMIN, ObjectKind.ROLE, null))).isTrue();
    assertThat(may(admin, Ask.of(Verb.READ, ObjectKind.PII, null))).isFalse();
    assertThat(may(admin, Ask.of(Verb.OVERRIDE, ObjectKind.ALIAS, "system"))).isFalse();

    assertThat(may(developer, toStaging)).isTrue();
    assertThat(may(developer, toProduction)).isFalse();
    assertThat(may(developer, Ask.of(Verb.WRITE, ObjectKind.ALIAS, "frontend"))).isTrue();
    assertThat(may(developer, Ask.of(Verb.WRITE, ObjectKind.SERVICE, null))).isFalse();
    assertThat(may(developer, Ask.of(Verb.READ, ObjectKind.POLICY, null))).isTrue();
    assertThat(may(developer, Ask.of(Verb.ADMIN, ObjectKind.ROLE, null))).isFalse();

    assertThat(may(operator, act(ObjectKind.SERVICE, "restart", "env/production"))).isTrue();
    assertThat(may(operator, Ask.of(Verb.MONITOR, ObjectKind.METRICS, null))).isTrue();
    assertThat(may(operator, toStaging)).isFalse();
    assertThat(may(operator, Ask.of(Verb.WRITE, ObjectKind.ALIAS, "frontend"))).isFalse();
  }

  @Test
  void everyListOfTheSeedsPoliciesBecomesARoleOfItsTeams() {
    List<RoleRules> roles = read(POLICIES);
    assertThat(roles)
        .extracting(role -> role.name() + " " + role.members())
        .containsExactly(
            "alias_management_admin [nexus-platform-team]",
            "alias_management_read [*]",
            "alias_management_write []",
            "alias_management_write_code_owners [*]",
            "frenly_ai_operations_admin [nexus-platform-team]",
            "frenly_ai_operations_read [nexus-ai-team, nexus-platform-team]",
            "frenly_ai_operations_write [nexus-ai-team]",
            "ssot_registry_admin [nexus-platform-team]",
            "ssot_registry_read [nexus-platform-team, nexus-ai-team]",
            "ssot_registry_write [nexus-platform-team]");
    assertThat(roles.getFirst().grants())
        .extracting(grant -> grant.scope().verb())
        .containsExactly(Verb.WRITE, Verb.APPROVE, Verb.EXECUTE, Verb.ADMIN);
    assertThat(roles.get(3).grants())
        .containsExactly(
            new Grant(
                new Scope(Verb.WRITE, ObjectKind.ALIAS, null, "*"), Grant.Condition.OWNING_TEAM));
    assertThat(roles.get(7).grants()).hasSize(16);
  }

  @Test
  void policiesInAConfigMapSayTheSame() {
    assertThat(read(WRAPPER + POLICIES.indent(4))).isEqualTo(read(POLICIES));
    assertThat(read(WRAPPER.replace("|", ">-") + "    access_control: {}"))
        .allMatch(role -> List.of().equals(role.members()));
  }

  @Test
  void whatIsWrongInAConfigMapStandsWhereItStandsInTheFile() {
    String file = WRAPPER + POLICIES.indent(4).replace("code_owners", "Bad Team!");
    assertThat(places(() -> read(file))).containsExactly("f:19:17");
    assertThat(places(() -> read(WRAPPER.replace("metadata:", "metedata:") + "    {}")))
        .containsExactly("f:3:1");
    assertThat(fault(() -> read(WRAPPER.replace("security_pol", "pol"))).causes()).hasSize(2);
  }

  @Test
  void everythingUnknownInTheRegistryIsToldAtOnce() {
    String wrong =
        REGISTRY
            .replace("\"write\"", "\"wrte\", 7")
            .replace("\"config_change\"", "\"config\"")
            .replace("  network", "  netwrk")
            .replace("operator:", "Admin:");
    assertThat(fault(() -> read(wrong)).code()).isEqualTo(FaultCode.SETTING);
    assertThat(places(() -> read(wrong)))
        .containsExactly("f:10:31", "f:10:39", "f:12:7", "f:14:34", "f:15:3");
    assertThat(fault(() -> read(wrong)).causes().getFirst().fix())
        .contains("deploy_staging")
        .contains("restart_services");
  }

  @Test
  void whatIsEnforcedAnywayMayBeDemandedAndTheRestIsRefused() {
    String demands =
        POLICIES
            + """
            audit_requirements:
              log_all_changes: true
              immutable_logs: true
              encryption: true
            compliance:
              sox:
                audit_trail: true
                segregation_of_duties: true
              pci_dss:
                enabled: false
            monitoring:
              real_time_alerts: true
            """;
    assertThat(fault(() -> read(demands)).causes())
        .extracting(cause -> cause.at() + " " + cause.message())
        .containsExactly(
            "f:22:3 This is not enforced by this server.",
            "f:26:5 This is not enforced by this server.",
            "f:29:1 \"monitoring\" is not enforced by this server.");
    assertThat(
            fault(() -> read(POLICIES + "audit_requirements: {log_all_changes: false}"))
                .causes()
                .getFirst()
                .message())
        .isEqualTo("This cannot be switched off.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "security: 7",
        "security: {authorization: {roles: [admin]}}",
        "security: {authorization: {roles: {admin: {permissions: '*'}}}}",
        "security: {authorization: {roles: {admin: {}}}}",
        "security: {authorization: {roles: {'../x': {permissions: ['*']}}}}",
        "security: {authorization: {rolls: {}}}",
        "access_control: [a]",
        "access_control: {alias_management: {read: all_team_members}}",
        "access_control: {alias_management: {admin: [code_owners]}}",
        "access_control: {aliases: {}}",
        "access_control: {alias_management: {own: []}}",
        "access_control: {}\naccess_control: {}",
        "other: true",
        "apiVersion: v1\ndata: 7",
      })
  void whatIsNoSuchFileIsRefusedWithItsPlace(String text) {
    assertThat(fault(() -> read(text)).code()).isEqualTo(FaultCode.SETTING);
    assertThat(places(() -> read(text))).isNotEmpty().allMatch(at -> at.startsWith("f:"));
  }

  private static boolean may(Authority authority, Ask ask) {
    return authority.mayDo(ask, ContextRule.NONE);
  }

  private static Ask act(ObjectKind kind, String operation, String context) {
    return new Ask(Verb.EXECUTE, kind, operation, context, null);
  }

  private static Authority authority(int role) {
    RoleRules rules = read(REGISTRY).get(role);
    return new Authority(
        PrincipalKind.HUMAN, true, Set.of(), rules.grants(), rules.restrictions(), null);
  }

  private static List<RoleRules> read(String text) {
    return AccessFile.read(text.getBytes(UTF_8), "f");
  }
}
