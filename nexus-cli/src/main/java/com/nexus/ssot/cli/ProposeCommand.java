package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Change;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Proposes several operations that happen together or not at all. */
@Command(
    name = "propose",
    sortOptions = false,
    description = {
      "Propose one or more operations that happen together or not at all.",
      "One operation is proposed by its own command as well, such as nexus alias change."
    },
    footer = {
      "",
      "The file holds operations with kind and body:",
      "  operations:",
      "    - kind: alias.update",
      "      body: {alias: billing, context: system, patch: {canonical: https://new.example.com}}",
      "",
      "Example:",
      "  nexus change propose -f change.yaml --justification 'Billing moves on Friday'"
    })
final class ProposeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin Draft draft = new Draft();
  @Mixin ReviewCommands.Terms terms = new ReviewCommands.Terms();

  @Option(names = "--draft", description = "Ask nobody yet.")
  boolean asDraft;

  @Mixin WriteFlags flags = new WriteFlags();

  ProposeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode body = draft.read(session.world());
    terms.putInto(body);
    if (asDraft) {
      body.put("draft", true);
    }
    Change change = session.client().changes().propose(body, flags.options());
    return ReviewCommands.report(session, change, flags.dryRun);
  }
}
