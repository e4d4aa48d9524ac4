package com.nexus.ssot.cli;

import com.nexus.ssot.client.Records;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that does something with objects of one kind. */
@Command(sortOptions = false)
abstract class Verb implements Callable<Integer> {
  final Session session;
  final ObjectType type;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  Verb(Session session, ObjectType type) {
    this.session = session;
    this.type = type;
  }

  /** Adds what the kind of object needs to the command that was read from the annotations. */
  void complete(CommandSpec command) {}

  /** The command, with its description and an example. */
  final CommandLine line(String name, String summary, String example) {
    CommandLine line = new CommandLine(this);
    CommandSpec command = line.getCommandSpec().name(name);
    command.usageMessage().description(summary).footer("", "Example:", "  " + example);
    complete(command);
    return line;
  }

  /** Adds the option for where a name holds, for kinds whose names hold in a context. */
  final void addContext(CommandSpec command, String description) {
    if (type.inContext()) {
      command.addOption(
          OptionSpec.builder("-c", "--context")
              .type(String.class)
              .paramLabel("CONTEXT")
              .description(description)
              .build());
    }
  }

  final void addContext(CommandSpec command) {
    addContext(command, "Where the name holds; default unless said otherwise.");
  }

  /** The context given; null when there was none. */
  final @Nullable String context() {
    OptionSpec option = spec.findOption("--context");
    return option == null ? null : option.getValue();
  }

  /** The objects meant, in the context meant. */
  final Records<JsonNode> records() {
    String context = context();
    return type.in(session.client(), context == null ? "default" : context);
  }
}
