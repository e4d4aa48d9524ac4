package com.nexus.ssot.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Brings an object back that was removed. */
final class RestoreVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @Mixin WriteFlags flags = new WriteFlags();

  @SuppressWarnings("NullAway.Init") // picocli sets the name
  RestoreVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command);
  }

  @Override
  public Integer call() {
    return WriteReport.print(
        session, records().restore(name, flags.options()), "Restored", type.word() + " " + name);
  }
}
