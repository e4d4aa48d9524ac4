package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.WriteOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an object out of use. */
final class RemoveVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where there is no terminal.")
  boolean yes;

  @Mixin WriteFlags flags = new WriteFlags();

  @SuppressWarnings("NullAway.Init") // picocli sets the name
  RemoveVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command);
    if (type == ObjectType.ALIAS) {
      command.addOption(
          OptionSpec.builder("--successor")
              .type(String.class)
              .paramLabel("ALIAS")
              .description("The alias to use instead.")
              .build());
    }
  }

  @Override
  public Integer call() {
    WriteOptions options = flags.options();
    String object = type.word() + " " + name;
    if (!options.dryRun() && !yes && !Question.ask(session.world(), "Remove " + object + "?")) {
      session.note("Nothing was removed.");
      return 1;
    }
    OptionSpec successor = spec.findOption("--successor");
    String instead = successor == null ? null : successor.getValue();
    Query query = Query.of("successor", instead);
    return WriteReport.print(session, records().remove(name, query, options), "Removed", object);
  }
}
