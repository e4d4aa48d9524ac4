package com.nexus.ssot.cli;

import com.nexus.ssot.client.Tagged;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one object. */
final class ShowVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @SuppressWarnings("NullAway.Init") // picocli sets the name
  ShowVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command);
  }

  @Override
  public Integer call() {
    Tagged<JsonNode> found = records().get(name);
    Printer printer = session.printer();
    printer.object(found.value());
    if (printer.forPeople() && found.entityTag() != null) {
      session.note("entity tag " + found.entityTag().replace("\"", ""));
    }
    return 0;
  }
}
