package com.nexus.ssot.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.node.ObjectNode;

/** Makes a new object from a file, arguments and options; later ones win. */
final class CreateVerb extends Verb {
  @Mixin WriteFlags flags = new WriteFlags();
  @Mixin Draft draft = new Draft();

  CreateVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    command.usageMessage().abbreviateSynopsis(true);
    addContext(command);
    List<String> names = type.positionals();
    for (int i = 0; i < names.size(); i++) {
      command.addPositional(
          PositionalParamSpec.builder()
              .index(String.valueOf(i))
              .arity("0..1")
              .type(String.class)
              .paramLabel(names.get(i).toUpperCase(Locale.ROOT))
              .description(i == 0 ? "Its name." : "As --" + names.get(i) + ".")
              .build());
    }
    type.fields().forEach(field -> field.addTo(command));
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode record = draft.read(session.world());
    List<PositionalParamSpec> positionals = spec.positionalParameters();
    for (int i = 0; i < positionals.size(); i++) {
      String given = positionals.get(i).getValue();
      if (given != null) {
        record.put(type.positionals().get(i), given);
      }
    }
    if (context() != null) {
      record.put("context", context());
    }
    type.fields().forEach(field -> field.read(spec, record));
    String name = record.path(type.positionals().getFirst()).asString("");
    return WriteReport.created(
        session,
        type.in(session.client()).create(record, flags.options()),
        "Created",
        type.word() + " " + name);
  }
}
