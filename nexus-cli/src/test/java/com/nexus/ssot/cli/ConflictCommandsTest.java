package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Checks of rule sets, and conflicts, on the command line, against a real registry. */
class ConflictCommandsTest {
  private static final String URL = "https://api.example.com/v1";

  @TempDir Path folder;

  private final String context = Cli.unique("place");

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  /** Two names that are easily taken for each other. */
  private void lookAlikes() {
    run("context", "create", context).ok();
    run("alias", "create", "modern-shop", URL, "-c", context).ok();
    run("alias", "create", "modem-shop", URL + "/2", "-c", context).ok();
  }

  /** The only conflict of the context. */
  private String found() {
    sweep();
    JsonNode items = run("conflict", "list", "-c", context, "-o", "json").ok().json().path("items");
    assertThat(items).hasSize(1);
    return items.get(0).path("id").asString();
  }

  /** Has the server look at once, which it does every minute by itself. */
  private static void sweep() {
    try {
      Class<?> type = Class.forName("com.nexus.ssot.server.conflict.ConflictSweep");
      Method run = type.getDeclaredMethod("run");
      run.setAccessible(true);
      while (!run.invoke(TestRegistry.shared().server().bean(type)).toString().equals("DONE")) {
        Thread.onSpinWait();
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the server cannot be told to look", e);
    }
  }

  @Test
  void validateTellsWhatWouldFailAndSaysSoByItsExitCode() throws IOException {
    lookAlikes();
    Files.writeString(
        folder.resolve("strict.yaml"),
        "alias_governance: {version: '9', rules: {naming: {min_length: 11}}}\n");

    Cli.Result strict = run("validate", "strict.yaml", "-c", context);
    assertThat(strict.exit()).isEqualTo(Exit.INVALID);
    assertThat(strict.out()).contains("WHAT IS WRONG").contains("modem-shop").contains("naming");
    assertThat(strict.out()).doesNotContain("modern-shop");
    assertThat(strict.err()).contains("Would fail: 1 naming. Looked at 2 aliases and 1 context.");

    Cli.Result inForce = run("governance", "check", "-c", context).ok();
    assertThat(inForce.out()).isEqualTo("Nothing would fail. Looked at 2 aliases and 1 context.\n");
    assertThat(
            run("validate", "strict.yaml", "-c", context, "--limit", "0", "-o", "json")
                .json()
                .path("total")
                .asInt())
        .isEqualTo(1);
    run("validate", "no-such-file.yaml").fails(Exit.INVALID);
  }

  @Test
  void aDryRunNotesWhatIsEasilyTakenForAnother() {
    lookAlikes();
    Cli.Result dry = run("alias", "create", "m0dem-shop", URL + "/3", "-c", context, "--dry-run");
    assertThat(dry.ok().err())
        .contains("Note: it is easily taken for 'modem-shop', which leads elsewhere.");
  }

  @Test
  void aConflictIsListedShownGivenAndSettled() {
    lookAlikes();
    String id = found();
    assertThat(
            run("conflict", "list", "--state", "open", "--type", "look-alike", "-c", context)
                .ok()
                .out())
        .contains("LOOK_ALIKE")
        .contains("modem-shop");
    Cli.Result shown = run("conflict", "show", id).ok();
    assertThat(shown.out())
        .contains("modern-shop")
        .contains("rename --name …")
        .contains("alias.delete {");
    assertThat(run("conflict", "assign", id, "shop_team").ok().out())
        .isEqualTo("Conflict about modem-shop is open, looked after by shop_team.\n");
    assertThat(run("conflict", "list", "--owner", "shop_team", "-c", context).ok().out())
        .contains(id);
    assertThat(
            run("conflict", "resolve", id, "rename", "--name", "dial-up", "--dry-run").ok().out())
        .contains("alias.create dial-up");
    run("conflict", "resolve", id, "rename").fails(Exit.INVALID);
    assertThat(run("conflict", "resolve", id, "keep-first").ok().out())
        .startsWith("Conflict about modem-shop is resolved by keep_first");
    run("conflict", "dismiss", id, "--justification", "too late").fails(Exit.CONFLICT);
    run("conflict", "show", "0198c0de-0000-7000-8000-000000000000").fails(Exit.NOT_FOUND);
  }

  @Test
  void aConflictIsDismissedWithAReason() {
    lookAlikes();
    String id = found();
    run("conflict", "dismiss", id).fails(Exit.INVALID);
    assertThat(run("conflict", "dismiss", id, "--justification", "known").ok().out())
        .isEqualTo("Conflict about modem-shop is dismissed by dismiss.\n");
  }
}
