package com.nexus.ssot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern PAGE = Pattern.compile("Open \\S+(/changes/\\S+)\\n");

  @TempDir Path folder;

  private final String place = Cli.unique("flow");
  private final String name = Cli.unique("name");

  @BeforeEach
  void aContextThatAsks() {
    String somebody = Cli.unique("somebody");
    String role = Cli.unique("approvers");
    admin("user", "create", somebody, "--no-invitation").ok();
    admin("role", "create", role, "--grant", "approve proposal").ok();
    admin("role", "add", role, somebody).ok();
    admin("context", "create", place, "--approval-required").ok();
  }

  @Test
  void anAgentProposesAPersonApprovesAnEditVoidsAndARevertRestores() throws Exception {
    Cli ai = withKey("agent");
    Reviewer ben = person();
    String first = proposed(ai.run("alias", "create", name, "https://one.example/", "-c", place));
    assertThat(ai.run("change", "approve", first).fails(Exit.DENIED).err())
        .contains("HUMAN_REQUIRED");
    assertThat(ben.decides("approve", first).ok().out()).contains("took effect");
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
    ben.decides("approve", second).ok();
    assertThat(admin("resolve", place, name).ok().out()).isEqualTo("https://three.example/\n");

    String third = change(admin("change", "revert", second, "-o", "json").ok().json());
    ben.decides("approve", third).ok();
    assertThat(admin("resolve", place, name).ok().out()).isEqualTo("https://one.example/\n");
  }

  @Test
  void whoDecidesSeesWhatAboutAndWhereTo() throws Exception {
    String id = proposed(admin("alias", "create", name, "https://one.example/", "-c", place));
    Reviewer ben = person();
    Cli.Result rejected = ben.decides("reject", id, "--comment", "not this way").ok();
    assertThat(rejected.err())
        .contains("alias.create " + name + " in " + place)
        .contains("+ canonical: https://one.example/")
        .contains(
            "Open " + TestRegistry.shared().url() + "/changes/" + id + "?comment=not+this+way")
        .contains("and reject it there.");
    assertThat(rejected.out()).contains("is rejected");
    assertThat(admin("change", "show", id).ok().out()).contains("not this way");
    assertThat(ben.cli().run("change", "approve", id).fails(Exit.CONFLICT).err())
        .contains("WRONG_STATE");
  }

  @Test
  void aKeyDecidesNothingWhateverItMayDo() {
    String id = proposed(admin("alias", "create", name, "https://one.example/", "-c", place));
    for (String[] act :
        new String[][] {
          {"approve", id},
          {"reject", id, "--comment", "no"},
          {"override", id, "--reason", "fire", "--reference", "INC-9"},
        }) {
      List<String> arguments = new ArrayList<>(List.of("change"));
      arguments.addAll(List.of(act));
      assertThat(admin(arguments.toArray(String[]::new)).fails(Exit.DENIED).err())
          .as(act[0])
          .contains("HUMAN_REQUIRED");
    }
    assertThat(change(id).path("state").asString()).isEqualTo("IN_REVIEW");
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
    Reviewer watching = person();
    Reviewer onCall = person("override *");
    assertThat(
            onCall.decides("override", id, "--reason", "fire", "--reference", "INC-9").ok().out())
        .contains("its review is open");
    assertThat(watching.cli().run("notice", "list", "--unread").ok().out()).contains("INC-9");
    watching.decides("close-review", id, "--finding", "was right").ok();
    assertThat(admin("change", "show", id).ok().out()).contains("was right");
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

  /** A person at a command line, with a browser at hand. */
  private record Reviewer(
      Cli cli,
      World world,
      TestBrowser browser,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err) {

    /** Begins at the command line and does there what the page is opened for. */
    Cli.Result decides(String act, String id, String... more) throws Exception {
      out.reset();
      err.reset();
      List<String> arguments = new ArrayList<>(List.of("change", act, id));
      arguments.addAll(List.of(more));
      CompletableFuture<Integer> command = inBackground(world, arguments.toArray(String[]::new));
      String page = awaited(PAGE, err, command);
      List<String> fields = new ArrayList<>();
      URI address = URI.create(page);
      for (int i = 0; i + 1 < more.length; i += 2) {
        fields.add(more[i].equals("--finding") ? "comment" : more[i].substring(2));
        fields.add(more[i + 1]);
      }
      browser.decide(address.toString(), act, fields.toArray(String[]::new));
      return new Cli.Result(command.get(), out.toString(UTF_8), err.toString(UTF_8));
    }
  }

  /** A new person who may see and approve everything, signed in on the command line. */
  private Reviewer person(String... more) throws Exception {
    String username = Cli.unique("person");
    Cli.Result made = admin("user", "create", username).ok();
    TestBrowser browser = TestBrowser.invited(username, made.out().lines().toList().getLast());
    String role = Cli.unique("role");
    List<String> arguments =
        new ArrayList<>(
            List.of("role", "create", role, "--grant", "read *", "--grant", "approve *"));
    for (String each : more) {
      arguments.addAll(List.of("--grant", each.replace("*", "proposal")));
    }
    admin(arguments.toArray(String[]::new)).ok();
    admin("role", "add", role, username).ok();

    Cli cli = new Cli(folder).with("NEXUS_CONFIG", Cli.unique("config") + ".yaml");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    World world = cli.world(out, err);
    CompletableFuture<Integer> login =
        inBackground(world, "login", "--url", TestRegistry.shared().url());
    browser.letIn(awaited(CODE, err, login));
    assertThat(login.get()).as(err.toString(UTF_8)).isZero();
    return new Reviewer(cli, world, browser, out, err);
  }

  private static CompletableFuture<Integer> inBackground(World world, String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> Nexus.run(world, arguments), work -> Thread.ofVirtual().start(work));
  }

  /** What a command that goes on says. */
  private static String awaited(
      Pattern pattern, ByteArrayOutputStream said, CompletableFuture<Integer> command) {
    Matcher found = pattern.matcher("");
    while (!found.find()) {
      assertThat(command.isDone()).as(said.toString(UTF_8)).isFalse();
      Thread.onSpinWait();
      found = pattern.matcher(said.toString(UTF_8));
    }
    return found.group(1);
  }
}
