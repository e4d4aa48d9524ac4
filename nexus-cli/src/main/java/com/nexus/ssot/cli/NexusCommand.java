package com.nexus.ssot.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all commands, with the options that every one of them takes. */
@Command(
    name = "nexus",
    description = "The governed source of truth for API names.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Where the registry is: --profile, else SSOT_REGISTRY_URL and SSOT_API_KEY (or",
      "SSOT_API_KEY_FILE), else NEXUS_PROFILE, else the current profile, else",
      "http://127.0.0.1:8000.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong input, 3 not found, 4 conflict, 5 not allowed,",
      "6 try again later, 7 cannot start, 78 a setting is wrong.",
      "",
      "Example:",
      "  nexus resolve frontend list-books"
    })
final class NexusCommand implements Runnable {
  @Spec CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "How to print: ${COMPLETION-CANDIDATES}.")
  Format format = Format.table;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The registry to ask, from the config file.")
  @Nullable String profile;

  @Option(
      names = "--utc",
      scope = ScopeType.INHERIT,
      description = "Show times in UTC instead of local time.")
  boolean utc;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** How results are printed. */
  enum Format {
    table,
    json,
    yaml
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  NexusCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
