package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom versions hurt, asked on the command line, against a real registry. */
class CompatibilityCommandsTest {
  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private void document(String file, String... paths) throws IOException {
    StringBuilder text = new StringBuilder("openapi: 3.0.3\npaths:\n");
    for (String path : paths) {
      text.append("  ").append(path).append(": {get: {}}\n");
    }
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void aDocumentIsCheckedComparedAndAdded() throws IOException {
    String anchor = Cli.unique("compat");
    document("one.yaml", "/books", "/pages");
    document("two.yaml", "/books");
    run("anchor", "create", anchor, "--format", "openapi-3.0.yaml").ok();
    assertThat(run("anchor", "version", "check", anchor, "one.yaml").ok().out())
        .isEqualTo("Not compared: There is no earlier version that can be compared.\n");
    run("anchor", "version", "add", anchor, "1", "one.yaml").ok();

    Cli.Result check = run("anchor", "version", "check", anchor, "two.yaml");
    assertThat(check.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(check.out())
        .contains("BREAKING  BACKWARD   OPERATION_REMOVED  GET /pages")
        .endsWith("Incompatible with 1 (BACKWARD): 1 breaking, 0 warning, 0 compatible.\n");
    run("anchor", "version", "check", anchor, "two.yaml", "--level", "FORWARD").ok();
    assertThat(run("anchor", "version", "add", anchor, "2", "two.yaml").fails(Exit.CONFLICT).err())
        .contains("[INCOMPATIBLE]")
        .contains("GET /pages");

    run("anchor", "change", anchor, "--compatibility", "none").ok();
    run("anchor", "version", "add", anchor, "2", "two.yaml").ok();
    assertThat(run("anchor", "version", "diff", anchor, "1", "2").exit()).isEqualTo(Exit.CONFLICT);
    assertThat(run("anchor", "version", "diff", anchor, "2", "1").ok().out())
        .contains("OPERATION_ADDED");
    assertThat(
            run("anchor", "version", "verdict", anchor, "2", "-o", "json")
                .ok()
                .json()
                .path("outcome")
                .asString())
        .isEqualTo("INCOMPATIBLE");
  }
}
