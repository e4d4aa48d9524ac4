package com.nexus.ssot.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that lets the shell complete commands and options. */
@Command(
    name = "completion",
    description = "Print a script that lets the shell complete commands and options.",
    footer = {"", "Example:", "  source <(nexus completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  Shell shell;

  /** Shells there is a script for; zsh reads the one for bash after one line of its own. */
  enum Shell {
    bash,
    zsh
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script =
        AutoComplete.bash("nexus", spec.root().commandLine())
            .replace("`nexus`, `nexus.sh`, and `nexus.bash` commands", "`nexus` command")
            .replace(" nexus nexus.sh nexus.bash", " nexus");
    if (shell == Shell.zsh) {
      session.world().out().println("autoload -U +X compinit && compinit");
      // It is read by the shell that runs, and is no program of bash there.
      script = script.substring(script.indexOf('\n') + 1);
    }
    session.world().out().print(script);
    return 0;
  }
}
