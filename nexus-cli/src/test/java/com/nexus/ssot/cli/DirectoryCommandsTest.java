package com.nexus.ssot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People, teams and roles on the command line, against a real registry. */
class DirectoryCommandsTest {
  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private String person() {
    String name = Cli.unique("anna");
    run("user", "create", name, "--display-name", "Anna A.", "--no-invitation").ok();
    return name;
  }

  @Test
  void aPersonIsMadeShownDisabledAndEnabled() {
    String name = Cli.unique("berta");
    Cli.Result made = run("user", "create", name, "--email", "berta@example.com").ok();
    assertThat(made.out()).startsWith("Created user " + name + ", revision 1.");
    assertThat(run("user", "show", name, "-o", "json").ok().json().path("email").asString())
        .isEqualTo("***");
    assertThat(run("user", "list", "--all").ok().out()).contains("USERNAME").contains(name);
    assertThat(run("user", "update", name, "--display-name", "B.").ok().out())
        .startsWith("Changed user " + name);
    assertThat(run("user", "disable", name).ok().out()).startsWith("Disabled user " + name);
    assertThat(run("user", "enable", name).ok().out()).startsWith("Enabled user " + name);
    run("user", "create", name).fails(Exit.CONFLICT);
    run("user", "update", name).fails(Exit.INVALID);
    run("user", "show", Cli.unique("nobody")).fails(Exit.NOT_FOUND);
  }

  @Test
  void aTeamTakesPeopleInAndLetsThemGo() {
    String anna = person();
    String team = Cli.unique("team");
    run("team", "create", team, "--description", "Says what").ok();
    assertThat(run("team", "add", team, anna).ok().out())
        .startsWith("Added " + anna + " to team " + team);
    assertThat(run("team", "show", team, "-o", "json").ok().json().path("members").toString())
        .isEqualTo("[\"" + anna + "\"]");
    assertThat(run("team", "list", "--all").ok().out()).contains(team);
    run("team", "update", team, "--description", "Says more").ok();
    assertThat(run("team", "remove", team, anna).ok().out())
        .startsWith("Removed " + anna + " from team " + team);
    run("team", "add", team, Cli.unique("nobody")).fails(Exit.NOT_FOUND);
    run("team", "delete", team).fails(Exit.INVALID);
    run("team", "delete", team, "-y").ok();
    run("team", "show", team).fails(Exit.NOT_FOUND);
  }

  @Test
  void aRoleIsMadeOfRightsAndGivenToPeopleAndTeams() {
    String anna = person();
    String team = Cli.unique("team");
    run("team", "create", team).ok();
    String role = Cli.unique("role");
    run(
            "role",
            "create",
            role,
            "--grant",
            "write alias in frontend",
            "--grant",
            "execute workflow:deploy in env/staging",
            "--restrict",
            "write role")
        .ok();
    run("role", "add", role, anna).ok();
    run("role", "add", role, "team:" + team).ok();
    assertThat(run("role", "show", role, "-o", "json").ok().json().path("members").toString())
        .isEqualTo("[\"team:" + team + "\",\"" + anna + "\"]");
    assertThat(run("role", "show", role).ok().out()).contains("deploy").contains("env/staging");
    assertThat(run("role", "update", role, "--grant", "read *", "--dry-run").ok().out())
        .contains("grants");
    run("role", "update", role, "--grant", "write alias if owning_team").ok();
    run("role", "remove", role, "team:" + team).ok();
    run("role", "delete", role, "--yes").ok();
    assertThat(run("role", "create", role, "--grant", "everything").fails(Exit.INVALID).err())
        .contains("VERB KIND");
    assertThat(run("role", "create", role, "--grant", "fly alias").fails(Exit.INVALID).err())
        .contains("\"fly\" is not known here.");
    run("role", "remove", "admin", "administrator").fails(Exit.CONFLICT);
  }

  @Test
  void theRolesOfAFileAreAdoptedOnce() throws IOException {
    String role = Cli.unique("watcher");
    Files.writeString(
        folder.resolve("security_registry.yaml"),
        "security: {authorization: {roles: {" + role + ": {permissions: [monitor]}}}}\n");
    String[] adopt = {"role", "import", "security_registry.yaml"};
    assertThat(run("role", "import", "security_registry.yaml", "--dry-run").ok().out())
        .contains(role);
    assertThat(run(adopt).ok().out())
        .isEqualTo("The roles of security_registry.yaml are in force, with 1 change.\n");
    assertThat(run(adopt).ok().out()).startsWith("Unchanged: ");
    assertThat(run("role", "show", role, "-o", "json").ok().json().path("grants").toString())
        .contains("monitor");
    assertThat(
            Cli.asAdmin(folder)
                .typing("security: {authorisation: {}}\n")
                .run("role", "import", "-")
                .fails(Exit.INVALID)
                .err())
        .contains("authorisation")
        .contains("1:12");
  }

  @Test
  void whoamiSaysTeamsAndRoles() {
    assertThat(run("whoami").ok().out()).contains("admin");
    assertThat(run("whoami", "-o", "json").ok().json().path("teams").isArray()).isTrue();
  }

  @Test
  void whatACredentialAllowsIsNotShownAsARight() throws IOException {
    assertThat(run("whoami", "--help").ok().out()).contains("A credential gives no rights");
    assertThat(run("whoami").ok().out())
        .contains("This credential allows at most: read, ")
        .contains(", in every context.\n")
        .contains("What you may do within that is decided by your roles: admin.\n")
        .doesNotContain("verbs");
    String key = run("key", "create", Cli.unique("ci"), "-c", "frontend").ok().out().strip();
    assertThat(Cli.asAdmin(folder).with("SSOT_API_KEY", key).run("whoami").ok().out())
        .contains("This credential allows at most: read, in frontend.\n")
        .contains("decided by what its maker granted it; roles: none.\n");
    assertThat(newcomer())
        .contains("This credential allows at most: read, approve, in every context.\n")
        .endsWith("What you may do within that is decided by your roles: none.\n");
  }

  /** What somebody reads who has just come by a provider and was granted nothing. */
  private String newcomer() throws IOException {
    byte[] answer =
        """
        {"name":"anna","kind":"HUMAN","via":"session:1","verbs":["READ","APPROVE"],
         "contexts":["*"],"teams":[],"roles":[]}
        """
            .getBytes(UTF_8);
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/api/whoami",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
    try {
      return new Cli(folder)
          .with("SSOT_REGISTRY_URL", "http://127.0.0.1:" + registry.getAddress().getPort())
          .run("whoami")
          .ok()
          .out();
    } finally {
      registry.stop(0);
    }
  }
}
