package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeFlow;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.token.DeviceCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Changes on the command line, from proposal to revert, by an agent's key and by people. */
class ChangeCommandsTest {
  private static final Pattern CODE = Pattern.compile("([A-Z]{4}-[A-Z]{4})");

  private static final ChangeFlow FLOW = TestRegistry.shared().server().bean(ChangeFlow.class);

  @TempDir Path folder;

  private final String place = Cli.unique("flow");
  private final String name = Cli.unique("name");

  @BeforeEach
  void aContextThatAsks() {
    admin("context", "create", place, "--approval-required").ok();
  }

  @Test
  void anAgentProposesAPersonApprovesAnEditVoidsAndARevertRestores() throws Exception {
    Cli ai = withKey("agent");
    UUID ben = person();
    String first = proposed(ai.run("alias", "create", name, "https://one.example/", "-c", place));
    assertThat(ai.run("change", "approve", first, "-y").fails(Exit.DENIED).err())
        .contains("HUMAN_REQUIRED");
    approve(ben, first);
    assertThat(admin("resolve", place, name).ok().out()).isEqualTo("https://one.example/\n");

    String second =
        proposed(
            admin("alias", "change", name, "-c", place, "--canonical", "https://two.example/"));
    String seen = change(second).path("digest").asString();
    Files.writeString(
        folder.resolve("edit.yaml"),
        """
        operations:
          - kind: alias.update
            body: {alias: %s, context: %s, patch: {canonical: "https://three.example/"}}
        """
            .formatted(name, place));
    assertThat(admin("change", "edit", second, "-f", "edit.yaml").ok().out()).contains("waits for");
    assertThat(change(second).path("digest").asString()).isNotEqualTo(seen);
    approve(ben, second);
    assertThat(admin("resolve", place, name).ok().out()).isEqualTo("https://three.example/\n");

    String third = change(admin("change", "revert", second, "-o", "json").ok().json());
    approve(ben, third);
    assertThat(admin("resolve", place, name).ok().out()).isEqualTo("https://one.example/\n");
  }

  @Test
  void whoApprovesOnATerminalSeesWhatTheyApprove() throws Exception {
    String id = proposed(admin("alias", "create", name, "https://one.example/", "-c", place));
    UUID person = person();
    Cli no = signedIn(person).onTerminal(100).typing("n\n");
    Cli.Result declined = no.run("change", "approve", id);
    assertThat(declined.exit()).isEqualTo(1);
    assertThat(declined.err())
        .contains("alias.create " + name + " in " + place)
        .contains("+ canonical: https://one.example/")
        .contains("Approve this? [y/N]");
    FLOW.reject(
        UUID.fromString(id),
        change(id).path("digest").asString(),
        "not this way",
        actor(person),
        WriteOptions.none());
    assertThat(admin("change", "show", id).ok().out()).contains("not this way");
  }

  @Test
  void severalOperationsAreProposedFromAFile() throws IOException {
    Files.writeString(
        folder.resolve("change.yaml"),
        """
        operations:
          - kind: alias.create
            body: {alias: %1$s-a, context: %2$s, canonical: "https://a.example/"}
          - kind: alias.create
            body: {alias: %1$s-b, context: %2$s, canonical: "https://b.example/"}
        """
            .formatted(name, place));
    assertThat(admin("change", "propose", "-f", "change.yaml", "--dry-run").ok().out())
        .contains("alias.create " + name + "-a")
        .contains("Nothing was stored. The change would be IN_REVIEW.");
    Cli.Result draft =
        admin("change", "propose", "-f", "change.yaml", "--draft", "--justification", "both").ok();
    assertThat(draft.out()).contains("is a draft");
    String id = draft.out().replaceAll("^change (\\S+) [\\s\\S]*", "$1");
    assertThat(admin("change", "submit", id).ok().out()).contains("waits for");
    assertThat(admin("change", "apply", id).fails(Exit.CONFLICT).err())
        .contains("WRONG_STATE")
        .contains("Allowed now: approve, by people who may approve in " + place);
    assertThat(admin("change", "comment", id, "please look").ok().exit()).isZero();
    assertThat(admin("change", "comments", id).ok().out()).contains("please look");
    assertThat(admin("change", "list", "--open").ok().out()).contains(id);
    assertThat(admin("change", "withdraw", id, "--reason", "later").ok().out())
        .contains("is withdrawn");
    assertThat(admin("change", "list", "--open").ok().out()).doesNotContain(id);
  }

  @Test
  void brokenGlassIsToldAndReviewed() throws Exception {
    String id = proposed(admin("alias", "create", name, "https://one.example/", "-c", place));
    UUID watching = person();
    UUID onCall = person("override *");
    OverrideDraft fire = new OverrideDraft(change(id).path("digest").asString(), "fire", "INC-9");
    FLOW.override(UUID.fromString(id), fire, actor(onCall), WriteOptions.none());
    Cli watcher = signedIn(watching);
    assertThat(watcher.run("notice", "list", "--unread").ok().out()).contains("INC-9");
    FLOW.closeReview(UUID.fromString(id), "was right", actor(watching), WriteOptions.none());
    assertThat(admin("change", "show", id).ok().out()).contains("was right");
  }

  /** The tokens of the command line do not approve: a session does. */
  private void approve(UUID person, String id) {
    FLOW.approve(
        UUID.fromString(id),
        change(id).path("digest").asString(),
        null,
        actor(person),
        WriteOptions.none());
  }

  private Cli.Result admin(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private static String proposed(Cli.Result result) {
    assertThat(result.ok().out()).contains(" waits for approval: change ");
    return result.out().strip().replaceAll(".* ", "");
  }

  private JsonNode change(String id) {
    return admin("change", "show", id, "-o", "json").ok().json();
  }

  private static String change(JsonNode change) {
    return change.path("id").asString();
  }

  private Cli withKey(String kind) {
    JsonNode made =
        admin(
                "key",
                "create",
                Cli.unique("key"),
                "--kind",
                kind,
                "--verb",
                "read,write",
                "-c",
                place,
                "-o",
                "json")
            .ok()
            .json();
    return new Cli(folder)
        .with("SSOT_REGISTRY_URL", TestRegistry.shared().url())
        .with("SSOT_API_KEY", made.path("key").asString());
  }

  /** A new person who may see and approve everything. */
  private UUID person(String... more) {
    String username = Cli.unique("person");
    admin("user", "create", username).ok();
    UUID id =
        UUID.fromString(
            admin("user", "show", username, "-o", "json").ok().json().path("id").asString());
    String role = Cli.unique("role");
    String[] grants = {"--grant", "read *", "--grant", "approve *"};
    List<String> arguments = new ArrayList<>(List.of("role", "create", role));
    arguments.addAll(List.of(grants));
    for (String each : more) {
      arguments.addAll(List.of("--grant", each.replace("*", "proposal")));
    }
    admin(arguments.toArray(String[]::new)).ok();
    admin("role", "add", role, username).ok();
    return id;
  }

  /** A command line that a person has just signed in with. */
  private Cli signedIn(UUID person) throws Exception {
    String config = Cli.unique("config") + ".yaml";
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    World world =
        new Cli(folder).with("NEXUS_CONFIG", config).world(new ByteArrayOutputStream(), err);
    CompletableFuture<Integer> login =
        CompletableFuture.supplyAsync(
            () -> Nexus.run(world, "login", "--url", TestRegistry.shared().url()),
            work -> Thread.ofVirtual().start(work));
    Matcher code = CODE.matcher("");
    while (!code.find()) {
      assertThat(login.isDone()).as(err.toString(StandardCharsets.UTF_8)).isFalse();
      Thread.onSpinWait();
      code = CODE.matcher(err.toString(StandardCharsets.UTF_8));
    }
    TestRegistry.shared().server().bean(DeviceCodes.class).confirm(code.group(1), actor(person));
    assertThat(login.get()).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return new Cli(folder).with("NEXUS_CONFIG", config);
  }

  private static Actor actor(UUID person) {
    Callers callers = TestRegistry.shared().server().bean(Callers.class);
    Set<Verb> verbs = Set.of(Verb.values());
    return callers
        .actor(
            person,
            new Actor.Credential("session:test", verbs, Set.of("*"), Instant.now()),
            Actor.Origin.INTERNAL)
        .orElseThrow();
  }
}
