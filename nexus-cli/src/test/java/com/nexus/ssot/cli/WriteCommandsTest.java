package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of writes that change nothing or are refused, against a real registry. */
class WriteCommandsTest {
  private static final String TARGET = "https://users.example.com/v1";

  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private String alias() {
    String name = Cli.unique("written");
    run("alias", "create", name, TARGET, "-c", "frontend").ok();
    return name;
  }

  @Test
  void whereNobodyCanBeAskedRemovingMustBeMeant() {
    String name = alias();
    assertThat(run("alias", "remove", name, "-c", "frontend").fails(Exit.INVALID).err())
        .contains("Without a terminal nobody can be asked.")
        .contains("Give -y");
    run("key", "revoke", "Ab3dE6gH").fails(Exit.INVALID);
    run("resolve", "frontend", name).ok();
  }

  @Test
  void whatStaysAsItWasIsSaidToBeUnchanged() throws IOException {
    String name = alias();
    String[] change = {"alias", "change", name, "-c", "frontend", "--owner", "web"};
    assertThat(run(change).ok().out()).startsWith("Changed alias ");
    assertThat(run(change).ok().out())
        .isEqualTo("Unchanged: alias " + name + " in frontend, revision 2.\n");
    String anchor = Cli.unique("doc");
    run("anchor", "create", anchor, "--format", "yaml").ok();
    Files.writeString(folder.resolve("doc.yaml"), "a: 1\n");
    run("anchor", "version", "add", anchor, "1.0", "doc.yaml").ok();
    assertThat(run("anchor", "version", "add", anchor, "1.0", "doc.yaml").ok().out())
        .startsWith("Unchanged: version 1.0 of anchor " + anchor);
  }

  @Test
  void refusalsNameTheOptionsOfTheCommandLine() {
    String name = Cli.unique("twofold");
    run("anchor", "create", name).ok();
    run("endpoint", "create", name, "GET", "/twofold").ok();
    assertThat(run("alias", "create", Cli.unique("which"), name).fails(Exit.CONFLICT).err())
        .contains("→ say which with --target-kind ")
        .doesNotContain("target_kind:");
    assertThat(run("resolve", "frontend", name, "--as-of", "soon").fails(Exit.INVALID).err())
        .contains("--as-of  ")
        .doesNotContain("?asOf");
  }
}
