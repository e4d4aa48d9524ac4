package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a record's fields come from besides options: a file, or standard input. */
final class Draft {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Take fields from a JSON or YAML file; - is standard input.")
  @Nullable String file;

  /** The file's record; an empty one without a file. */
  ObjectNode read(World world) throws IOException {
    if (file == null) {
      return Json.mapper().createObjectNode();
    }
    byte[] bytes = bytes(world, file);
    boolean json =
        file.toLowerCase(Locale.ROOT).endsWith(".json") || (bytes.length > 0 && bytes[0] == '{');
    JsonNode tree = json ? Json.read(bytes) : Yaml.read(bytes, file).tree();
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw Fault.of(
        FaultCode.INVALID,
        file + " does not hold a record.",
        List.of(Cause.at(file, "Fields are expected, such as: description: …", null)));
  }

  /** The bytes of a file, or of standard input for {@code -}. */
  static byte[] bytes(World world, String file) throws IOException {
    return file.equals("-") ? world.in().readAllBytes() : Files.readAllBytes(world.path(file));
  }
}
