package com.nexus.ssot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts the commands together. */
final class Commands {
  private Commands() {}

  /** A command that only has commands. */
  @Command(synopsisSubcommandLabel = "COMMAND")
  static final class Group implements Runnable {
    @Spec CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    Group() {}

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }

  /**
   * The commands, ready to run in a world. When the first argument names one, only that one is
   * made: making all takes longer than most of them run.
   */
  static CommandLine of(World world, String... arguments) {
    NexusCommand root = new NexusCommand();
    CommandLine nexus = new CommandLine(root);
    nexus.getCommandSpec().versionProvider(() -> new String[] {Nexus.versionLine()});
    Map<String, Supplier<CommandLine>> all = all(new Session(world, root));
    String first = arguments.length == 0 ? "" : arguments[0];
    boolean one = all.containsKey(first) && !first.equals("completion");
    all.forEach((name, command) -> {
      if (!one || name.equals(first)) {
        nexus.addSubcommand(name, command.get());
      }
    });
    for (String name : List.of("serve", "completion", "bench")) {
      CommandLine command = nexus.getSubcommands().get(name);
      if (command != null) {
        hideSharedOptions(command.getCommandSpec());
      }
    }
    configure(nexus, world, new Failures(world, root));
    return nexus;
  }

  private static Map<String, Supplier<CommandLine>> all(Session session) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
    all.put("serve", () -> new CommandLine(new ServeCommand(session)));
    all.put("resolve", () -> new CommandLine(new ResolveCommand(session)));
    all.put("search", () -> new CommandLine(new SearchCommand(session)));
    all.put("explain", () -> new CommandLine(new ExplainCommand(session)));
    for (ObjectType type : ObjectType.values()) {
      all.put(type.word(), () -> objects(session, type));
    }
    all.put("import", () -> ImportCommand.line(session));
    all.put("export", () -> new CommandLine(new ExportCommand(session)));
    all.put("validate", () -> ValidateCommand.line(session, "validate"));
    all.put("governance", () -> GovernanceCommands.line(session));
    all.put("key", () -> KeyCommands.line(session));
    all.put("user", () -> UserCommands.line(session));
    all.put("team", () -> TeamCommands.line(session));
    all.put("role", () -> RoleCommands.line(session));
    all.put("webhook", () -> WebhookCommands.line(session));
    all.put("conflict", () -> ConflictCommands.line(session));
    all.put("change", () -> ChangeCommands.line(session));
    all.put("notice", () -> NoticeCommands.line(session));
    all.put("profile", () -> ProfileCommands.line(session));
    all.put("login", () -> new CommandLine(new LoginCommand(session)));
    all.put("logout", () -> new CommandLine(new LogoutCommand(session)));
    all.put("whoami", () -> new CommandLine(new WhoamiCommand(session)));
    all.put("health", () -> new CommandLine(new HealthCommand(session)));
    all.put("completion", () -> new CommandLine(new CompletionCommand(session)));
    all.put("bench", () -> BenchCommand.line(session));
    return all;
  }

  /** What is about registries and their answers says nothing in commands that ask none. */
  private static void hideSharedOptions(CommandSpec command) {
    for (String name : List.of("--output", "--profile", "--utc")) {
      OptionSpec option = command.findOption(name);
      command.remove(option);
      command.addOption(OptionSpec.builder(option).hidden(true).build());
    }
  }

  private static void configure(CommandLine nexus, World world, Failures failures) {
    Ansi ansi = world.colour() ? Ansi.ON : Ansi.OFF;
    nexus
        .setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(world.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(world.columns() == 0 ? 100 : Math.max(60, world.columns()))
        .setAbbreviatedOptionsAllowed(false)
        .setExpandAtFiles(false) // names may begin with @
        .setParameterExceptionHandler((failure, _) -> failures.misunderstood(failure))
        .setExecutionExceptionHandler((failure, _, _) -> failures.failed(failure));
  }

  static CommandLine group(String summary, String example) {
    CommandLine group = new CommandLine(new Group());
    group
        .getCommandSpec()
        .usageMessage()
        .description(summary)
        .footer("", "Example:", "  " + example);
    return group;
  }

  private static CommandLine objects(Session session, ObjectType type) {
    String word = type.word();
    String name = word + " %s " + type.exampleName() + (type.inContext() ? " -c frontend" : "");
    String made = name.replace(type.exampleName(), type.createdName());
    CommandLine group = group(type.about(), type.example());
    group.addSubcommand(
        "list",
        new ListVerb(session, type).line("list", "List them.", "nexus " + word + " list -o json"));
    group.addSubcommand(
        "show", new ShowVerb(session, type).line("show", "Show one.", say(name, "show")));
    group.addSubcommand(
        "create", new CreateVerb(session, type).line("create", "Make a new one.", type.example()));
    group.addSubcommand(
        "change",
        new ChangeVerb(session, type)
            .line("change", "Change one.", say(name, "change") + " --description 'Says more'"));
    group.addSubcommand(
        "remove",
        new RemoveVerb(session, type)
            .line("remove", "Take one out of use.", say(made, "remove") + " --dry-run"),
        "delete");
    group.addSubcommand(
        "restore",
        new RestoreVerb(session, type).line("restore", "Bring one back.", say(made, "restore")));
    group.addSubcommand(
        "history",
        new HistoryVerb(session, type)
            .line("history", "Show every revision of one.", say(name, "history")));
    if (type == ObjectType.ALIAS) {
      AliasCommands.add(session, group);
    }
    if (type == ObjectType.ANCHOR) {
      group.addSubcommand("version", VersionCommands.line(session));
    }
    return group;
  }

  private static String say(String template, String verb) {
    return "nexus " + template.formatted(verb);
  }
}
