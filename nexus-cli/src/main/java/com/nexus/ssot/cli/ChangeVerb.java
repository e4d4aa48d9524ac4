package com.nexus.ssot.cli;

import com.nexus.ssot.client.Records;
import com.nexus.ssot.client.SsotNotFoundException;
import com.nexus.ssot.client.SsotPermissionException;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the fields of an object that are given; the others stay. */
final class ChangeVerb extends Verb {
  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @Option(
      names = "--clear",
      paramLabel = "FIELD",
      split = ",",
      description = "Take a field's value away.")
  List<String> cleared = List.of();

  @Mixin WriteFlags flags = new WriteFlags();
  @Mixin Draft draft = new Draft();

  @SuppressWarnings("NullAway.Init") // picocli sets the name
  ChangeVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    command.usageMessage().abbreviateSynopsis(true);
    addContext(command);
    type.fields().forEach(field -> field.addTo(command));
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode patch = draft.read(session.world());
    type.fields().forEach(field -> field.read(spec, patch));
    cleared.forEach(field -> Field.clear(patch, type.fields(), field));
    if (patch.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "Nothing to change: give an option, --clear or --file.");
    }
    Records<JsonNode> records = records();
    String before = before(records);
    return WriteReport.changed(
        session, records.change(name, patch, flags.options()), before, type.word() + " " + name);
  }

  // The registry answers a change that changes nothing with the object, as it does any other.
  private @Nullable String before(Records<JsonNode> records) {
    if (flags.dryRun || !session.printer().forPeople()) {
      return null;
    }
    try {
      return records.get(name).entityTag();
    } catch (SsotNotFoundException | SsotPermissionException _) {
      return null; // the change itself says why, or may be made by who may not read
    }
  }
}
