package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a record that the command line can set, as an option.
 *
 * @param name the field on the wire, in snake case
 * @param option how the option is called, without its dashes
 * @param shape how its value is written
 * @param hint what it is, in a few words
 * @param choices the values allowed; empty for any
 */
record Field(String name, String option, Shape shape, String hint, List<String> choices) {

  /** How a value is written on the command line. */
  enum Shape {
    /** A text, or one of the choices. */
    TEXT,
    /** Given or denied: {@code --x}, {@code --no-x}. */
    FLAG,
    /** Texts, repeated or with commas. */
    LIST,
    /** Pairs {@code NAME=VALUE}, repeated or with commas. */
    MAP,
    /** A JSON value. */
    JSON
  }

  static Field text(String name, String hint) {
    return new Field(name, name.replace('_', '-'), Shape.TEXT, hint, List.of());
  }

  static Field flag(String name, String option, String hint) {
    return new Field(name, option, Shape.FLAG, hint, List.of());
  }

  static Field list(String name, String option, String hint) {
    return new Field(name, option, Shape.LIST, hint, List.of());
  }

  static Field map(String name, String option, String hint) {
    return new Field(name, option, Shape.MAP, hint, List.of());
  }

  static Field json(String name, String hint) {
    return new Field(name, name.replace('_', '-'), Shape.JSON, hint, List.of());
  }

  static <E extends Enum<E>> Field choice(String name, Class<E> values, String hint) {
    List<String> choices =
        java.util.Arrays.stream(values.getEnumConstants()).map(Enum::name).toList();
    return new Field(name, name.replace('_', '-'), Shape.TEXT, hint, choices);
  }

  private String flag() {
    return "--" + option;
  }

  /** Adds the option to a command. */
  void addTo(CommandSpec command) {
    OptionSpec.Builder builder = OptionSpec.builder(flag()).description(description());
    switch (shape) {
      case FLAG -> builder.type(Boolean.class).arity("0").negatable(true);
      case LIST ->
          builder.type(List.class).auxiliaryTypes(String.class).splitRegex(",").paramLabel("TEXT");
      case MAP ->
          builder
              .type(List.class)
              .auxiliaryTypes(String.class)
              .splitRegex(",")
              .paramLabel("NAME=VALUE");
      case JSON -> builder.type(String.class).paramLabel("JSON");
      case TEXT -> {
        builder.type(String.class).paramLabel(choices.isEmpty() ? "TEXT" : "WORD");
        if (!choices.isEmpty()) {
          builder.completionCandidates(choices);
        }
      }
    }
    command.addOption(builder.build());
  }

  private String description() {
    return choices.isEmpty() ? hint : hint + ": " + String.join(", ", choices) + ".";
  }

  /** Puts the option's value into a record, if it was given. */
  void read(CommandSpec command, ObjectNode into) {
    Object value = command.findOption(flag()).getValue();
    if (value == null) {
      return;
    }
    switch (shape) {
      case FLAG -> into.put(name, (Boolean) value);
      case LIST -> texts(value).forEach(into.withArray(name)::add);
      case MAP -> texts(value).forEach(pair -> putPair(into.withObject("/" + name), pair));
      case JSON -> into.set(name, json((String) value));
      case TEXT -> into.put(name, chosen((String) value));
    }
  }

  private static List<String> texts(Object value) {
    return ((List<?>) value).stream().map(String::valueOf).toList();
  }

  private void putPair(ObjectNode map, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw wrong("‘" + pair + "’ is not a pair.", "Write " + flag() + " NAME=VALUE.");
    }
    map.put(pair.substring(0, equals), pair.substring(equals + 1));
  }

  private JsonNode json(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (Fault fault) {
      throw wrong("The value is not JSON: " + fault.detail(), "Put it into single quotes.");
    }
  }

  private String chosen(String value) {
    if (choices.isEmpty()) {
      return value;
    }
    String word = value.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!choices.contains(word)) {
      throw wrong("‘" + value + "’ is not allowed.", "Use " + String.join(", ", choices) + ".");
    }
    return word;
  }

  private Fault wrong(String message, String fix) {
    return Fault.of(
        FaultCode.BAD_PARAMETER,
        "The option " + flag() + " has a value that is not allowed.",
        List.of(Cause.at(flag(), message, fix)));
  }

  /** Takes a field's value away in a patch. */
  static void clear(ObjectNode patch, List<Field> fields, String written) {
    String name = written.replace('-', '_');
    Field field =
        fields.stream()
            .filter(each -> each.name.equals(name) || each.option.equals(written))
            .findFirst()
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.BAD_PARAMETER,
                    "There is no field ‘" + written + "’ to clear.",
                    List.of(
                        Cause.at(
                            "--clear",
                            "The fields are: "
                                + String.join(", ", fields.stream().map(Field::name).toList()),
                            null))));
    patch.putNull(field.name);
  }
}
