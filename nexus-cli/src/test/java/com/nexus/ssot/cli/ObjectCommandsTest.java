package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What can be done with registered objects, against a real registry. */
class ObjectCommandsTest {
  private static final String TARGET = "https://users.example.com/v1";

  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private String alias() {
    String name = Cli.unique("user-profile");
    run("alias", "create", name, TARGET, "-c", "frontend", "--description", "Who one is").ok();
    return name;
  }

  @Test
  void anAliasLivesThroughEveryVerb() {
    String name = alias();
    assertThat(run("resolve", "frontend", name).ok().out()).isEqualTo(TARGET + "\n");
    assertThat(run("alias", "show", name, "-c", "frontend").ok().out())
        .contains("canonical ")
        .contains(TARGET)
        .contains("Who one is");
    assertThat(
            run(
                    "alias",
                    "change",
                    name,
                    "-c",
                    "frontend",
                    "--owner",
                    "web",
                    "--clear",
                    "description")
                .ok()
                .out())
        .isEqualTo("Changed alias " + name + " in frontend, revision 2.\n");
    JsonNode changed = run("alias", "show", name, "-c", "frontend", "-o", "json").ok().json();
    assertThat(changed.path("owner").asString()).isEqualTo("web");
    assertThat(changed.path("description").isNull()).isTrue();
    run("alias", "delete", name, "-c", "frontend", "-y").ok();
    run("resolve", "frontend", name).fails(Exit.NOT_FOUND);
    run("alias", "restore", name, "-c", "frontend").ok();
    run("resolve", "frontend", name).ok();
    String history = run("alias", "history", name, "-c", "frontend").ok().out();
    assertThat(history.lines()).hasSize(5).first().asString().startsWith("REVISION");
  }

  @ParameterizedTest
  @CsvSource({
    "context, mode, READONLY",
    "service, owner, payments",
    "endpoint, description, Says more",
    "anchor, lifecycle, DEPRECATED"
  })
  void everyKindHasTheSameVerbs(String word, String field, String value) {
    String name = Cli.unique(word);
    List<String> create = new ArrayList<>(List.of(word, "create", name));
    if (word.equals("endpoint")) {
      create.addAll(List.of("GET", "/things/{id}"));
    }
    assertThat(run(create.toArray(String[]::new)).ok().out())
        .isEqualTo("Created " + word + " " + name + ", revision 1.\n");
    run(word, "change", name, "--" + field, value).ok();
    assertThat(run(word, "show", name, "-o", "json").ok().json().path(field).asString())
        .isEqualTo(value);
    assertThat(run(word, "list", "-q", name).ok().out()).contains(name);
    run(word, "remove", name, "--yes").ok();
    assertThat(run(word, "list", "-q", name).ok().err()).isEqualTo("Nothing found.\n");
    assertThat(run(word, "list", "-q", name, "--deleted").ok().out()).contains(name);
    run(word, "restore", name).ok();
    assertThat(run(word, "history", name, "-o", "json").ok().json().path("items")).hasSize(4);
  }

  @Test
  void fieldsComeFromOptionsOfEveryShape() {
    String name = Cli.unique("shapes");
    run(
            "context",
            "create",
            name,
            "--public",
            "--no-fallback",
            "--auto-expire",
            "--permission",
            "team_approval,temporary_only",
            "--mode",
            "readonly",
            "--naming",
            "{\"pattern\":\"[a-z-]+\",\"min_length\":3,\"max_length\":20}")
        .ok();
    JsonNode context = run("context", "show", name, "-o", "json").ok().json();
    assertThat(context.path("is_public").asBoolean()).isTrue();
    assertThat(context.path("fallback").asBoolean()).isFalse();
    assertThat(context.path("auto_expire").asBoolean()).isTrue();
    assertThat(context.path("permissions")).hasSize(2);
    assertThat(context.path("mode").asString()).isEqualTo("READONLY");
    assertThat(context.at("/naming/max_length").asInt()).isEqualTo(20);
    String service = Cli.unique("maps");
    run(
            "service",
            "create",
            service,
            "--base-url",
            "production=https://a.example.com,staging=https://b.example.com")
        .ok();
    assertThat(
            run("service", "show", service, "-o", "json")
                .ok()
                .json()
                .at("/base_urls/staging")
                .asString())
        .isEqualTo("https://b.example.com");
  }

  @Test
  void fieldsComeFromAFileOrStandardInputAndOptionsWin() throws IOException {
    String name = Cli.unique("from-file");
    Files.writeString(folder.resolve("alias.yaml"), "canonical: " + TARGET + "\nowner: file\n");
    run("alias", "create", name, "-f", "alias.yaml", "--owner", "option").ok();
    assertThat(run("alias", "show", name, "-o", "json").ok().json().path("owner").asString())
        .isEqualTo("option");
    Cli.asAdmin(folder)
        .typing("{\"description\":\"typed\"}")
        .run("alias", "change", name, "-f", "-")
        .ok();
    assertThat(run("alias", "show", name).ok().out()).contains("typed");
    Cli.asAdmin(folder)
        .typing("- a list")
        .run("alias", "change", name, "-f", "-")
        .fails(Exit.INVALID);
    assertThat(run("alias", "change", name, "-f", "missing.yaml").fails(Exit.INVALID).err())
        .contains("missing.yaml: There is no such file or folder.");
  }

  @Test
  void aPreviewShowsTheDifferenceAndStoresNothing() {
    String name = alias();
    Cli.Result preview =
        run("alias", "change", name, "-c", "frontend", "--owner", "web", "--dry-run").ok();
    assertThat(preview.out())
        .startsWith("alias.update " + name + " in frontend\n")
        .contains("  + owner: web\n")
        .endsWith("Nothing was stored. This would take effect at once.\n")
        .doesNotContain("revision");
    assertThat(run("alias", "show", name, "-c", "frontend").ok().out()).doesNotContain("web");
    assertThat(
            run("alias", "remove", name, "-c", "frontend", "--dry-run", "-o", "json")
                .ok()
                .json()
                .at("/operations/0/kind")
                .asString())
        .isEqualTo("alias.delete");
  }

  @Test
  void aWriteThatNeedsApprovalSaysWhichChangeWaits() {
    String name = Cli.unique("system-name");
    Cli.Result created = run("alias", "create", name, TARGET, "-c", "system").ok();
    assertThat(created.out())
        .matches("alias " + name + " waits for approval: change [0-9a-f-]{36}\n");
    String change = created.out().strip().replaceAll(".* ", "");
    assertThat(created.err())
        .isEqualTo(
            "See it with: nexus change show "
                + change
                + ". Another person approves it: nexus change approve "
                + change
                + "\n");
    assertThat(run("change", "show", change).ok().out())
        .contains("IN_REVIEW")
        .contains("alias.create " + name + " in system")
        .contains("+ canonical: " + TARGET);
    assertThat(run("change", "show", change, "-o", "json").ok().json().path("id").asString())
        .isEqualTo(change);
    assertThat(run("change", "list", "--state", "in_review").ok().out()).contains(change);
    assertThat(
            run("alias", "create", Cli.unique("system-name"), TARGET, "-c", "system", "-o", "json")
                .ok()
                .json()
                .path("state")
                .asString())
        .isEqualTo("IN_REVIEW");
    assertThat(
            run("alias", "create", Cli.unique("x-y"), TARGET, "-c", "system", "--dry-run")
                .ok()
                .out())
        .contains("would wait for approval");
  }

  @Test
  void aTagKeepsFromOverwritingSomebodyElse() {
    String name = alias();
    String shown = run("alias", "show", name, "-c", "frontend").ok().err();
    String tag = shown.strip().replace("entity tag ", "");
    run("alias", "change", name, "-c", "frontend", "--owner", "a", "--if-match", tag).ok();
    assertThat(
            run("alias", "change", name, "-c", "frontend", "--owner", "b", "--if-match", tag)
                .fails(Exit.CONFLICT)
                .err())
        .contains("PRECONDITION_FAILED")
        .contains("it is now at: ");
  }

  @Test
  void theSameKeyTwiceIsTheSameWrite() {
    String name = Cli.unique("once");
    String key = Cli.unique("key");
    run("alias", "create", name, TARGET, "--idempotency-key", key).ok();
    run("alias", "create", name, TARGET, "--idempotency-key", key).ok();
    assertThat(run("alias", "history", name, "-o", "json").ok().json().path("items")).hasSize(1);
  }

  @Test
  void everyCauseIsToldWithItsPlaceAndRemedy() {
    Cli.Result refused =
        run("alias", "create", "no!", TARGET, "--expires-at", "yesterday").fails(Exit.INVALID);
    assertThat(refused.err()).contains("nexus: ").contains("/expires_at").contains("→ ");
    assertThat(run("alias", "create", "a!b", TARGET).fails(Exit.INVALID).err()).contains("/alias");
  }

  @Test
  void whatExistsClashes() {
    String name = alias();
    assertThat(
            run("alias", "create", name, "https://other.example.com", "-c", "frontend")
                .fails(Exit.CONFLICT)
                .err())
        .contains("[ALREADY_EXISTS]");
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsSent() {
    Cli nobody = new Cli(folder).with("SSOT_REGISTRY_URL", "http://127.0.0.1:9");
    assertThat(
            nobody
                .run("alias", "create", "a", "b", "--target-kind", "thing")
                .fails(Exit.INVALID)
                .err())
        .contains("‘thing’ is not allowed")
        .contains("ANCHOR, ENDPOINT, ALIAS, URL");
    assertThat(nobody.run("service", "create", "a", "--base-url", "b").fails(Exit.INVALID).err())
        .contains("‘b’ is not a pair");
    assertThat(nobody.run("context", "create", "a", "--naming", "{").fails(Exit.INVALID).err())
        .contains("not JSON");
    assertThat(nobody.run("alias", "change", "a", "--clear", "nothing").fails(Exit.INVALID).err())
        .contains("There is no field ‘nothing’ to clear");
    assertThat(nobody.run("alias", "change", "a").fails(Exit.INVALID).err())
        .contains("Nothing to change");
  }

  @Test
  void onATerminalRemovingIsAskedAbout() {
    String name = alias();
    Cli.Result kept =
        Cli.asAdmin(folder)
            .onTerminal(80)
            .typing("n\n")
            .run("alias", "remove", name, "-c", "frontend");
    assertThat(kept.exit()).isEqualTo(Exit.FAILED);
    assertThat(kept.err())
        .contains("Remove alias " + name + "? [y/N]")
        .contains("Nothing was removed");
    Cli.asAdmin(folder).onTerminal(80).typing("").run("alias", "remove", name, "-c", "frontend");
    run("resolve", "frontend", name).ok();
    Cli.asAdmin(folder)
        .onTerminal(80)
        .typing("y\n")
        .run("alias", "remove", name, "-c", "frontend", "--successor", alias())
        .ok();
    assertThat(run("resolve", "frontend", name).fails(Exit.NOT_FOUND).err())
        .contains("[GONE]")
        .contains("use instead: ");
  }

  @Test
  void listsAreFollowedToTheirEnd() {
    String word = Cli.unique("paged");
    for (int i = 0; i < 5; i++) {
      run("alias", "create", word + "-" + i, TARGET, "-c", "frontend", "--label", "list=" + word)
          .ok();
    }
    Cli.Result page = run("alias", "list", "-q", word, "--limit", "2").ok();
    assertThat(page.out().lines()).hasSize(3);
    assertThat(page.err()).startsWith("There is more: --all, or --cursor ");
    String cursor = page.err().strip().replaceAll(".* ", "");
    assertThat(run("alias", "list", "-q", word, "--limit", "2", "--cursor", cursor).ok().out())
        .contains(word + "-2")
        .doesNotContain(word + "-1");
    assertThat(run("alias", "list", "-q", word, "--limit", "2", "--all").ok().out().lines())
        .hasSize(6);
    JsonNode all =
        run("alias", "list", "-q", word, "--limit", "2", "--all", "-o", "json").ok().json();
    assertThat(all.path("items")).hasSize(5);
    assertThat(all.path("next").isNull()).isTrue();
    assertThat(run("alias", "list", "-q", word, "--all", "-o", "yaml").ok().out())
        .startsWith("items:\n- ")
        .endsWith("next: null\n");
    assertThat(
            run("alias", "list", "-q", word, "--sort", "-alias", "--label", "list=" + word)
                .ok()
                .out())
        .containsSubsequence(word + "-4", word + "-0");
    assertThat(run("alias", "list", "-q", Cli.unique("none"), "--all", "-o", "yaml").ok().out())
        .isEqualTo("items: []\nnext: null\n");
    assertThat(
            run(
                    "alias",
                    "list",
                    "-q",
                    word,
                    "--target-kind",
                    "url",
                    "--active",
                    "true",
                    "--expires-before",
                    "2030-01-01T00:00:00Z")
                .ok()
                .err())
        .isEqualTo("Nothing found.\n");
  }

  @Test
  void anchorsKeepVersionsByteForByte() throws IOException {
    String anchor = Cli.unique("doc");
    run("anchor", "create", anchor, "--format", "yaml").ok();
    Files.writeString(folder.resolve("doc.yaml"), "a:   1 # kept as it is\n");
    assertThat(run("anchor", "version", "add", anchor, "1.0", "doc.yaml").ok().out())
        .startsWith("Added version 1.0 of anchor " + anchor);
    Cli.asAdmin(folder)
        .typing("# Title\n")
        .run(
            "anchor",
            "version",
            "add",
            anchor,
            "2.0",
            "-",
            "--type",
            "text/markdown",
            "--format",
            "markdown")
        .ok();
    assertThat(run("anchor", "version", "list", anchor).ok().out())
        .contains("LABEL")
        .containsSubsequence("2.0", "1.0");
    assertThat(
            run("anchor", "version", "show", anchor, "1.0", "-o", "json")
                .ok()
                .json()
                .path("size")
                .asInt())
        .isEqualTo(23);
    assertThat(run("anchor", "version", "content", anchor, "1.0").ok().out())
        .isEqualTo("a:   1 # kept as it is\n");
    assertThat(run("anchor", "version", "content", anchor, "2.0", "--out", "out.md").ok().err())
        .isEqualTo("8 bytes written to out.md\n");
    assertThat(folder.resolve("out.md")).hasContent("# Title\n");
    run("anchor", "version", "show", anchor, "9").fails(Exit.NOT_FOUND);
  }
}
