package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares the parameters of an operation. Used once, by one thread. */
final class ParameterComparison {
  /** Headers that OpenAPI describes elsewhere; parameters of these names are to be ignored. */
  private static final Set<String> NOT_PARAMETERS =
      Set.of("accept", "content-type", "authorization");

  private static final Set<String> PLAIN = Set.of("integer", "number", "boolean", "string");

  /** Keywords that leave every text possible. */
  private static final Set<String> SAYING_NOTHING =
      Set.of("type", "title", "description", "example", "examples", "default", "deprecated");

  private final OperationComparison operation;
  private final Doc callers;
  private final Doc callees;

  ParameterComparison(OperationComparison operation) {
    this.operation = operation;
    this.callers = operation.caller().doc();
    this.callees = operation.callee().doc();
  }

  /** A parameter. */
  private record Parameter(String in, String name, Located at) {
    boolean required() {
      return at.says("required");
    }

    String inWords() {
      return "the " + in + " parameter " + Quoted.of(name);
    }

    /** How its value becomes text, as the defaults of OpenAPI have it. */
    String form() {
      boolean form = in.equals("query") || in.equals("cookie");
      String style = at.node().path("style").asString(form ? "form" : "simple");
      JsonNode explode = at.node().path("explode");
      boolean content = at.node().path("content").isObject();
      return style
          + (explode.isBoolean() ? explode.booleanValue() : style.equals("form"))
          + content;
    }
  }

  void compare() {
    Map<String, Parameter> sent = parameters(operation.caller());
    Map<String, Parameter> taken = parameters(operation.callee());
    if (callers.work().isSpent()) {
      return; // not everything was read
    }
    sent.forEach((key, parameter) -> {
      Parameter there = taken.get(key);
      if (there != null) {
        compare(parameter, there);
      } else {
        removed(parameter, moved(parameter, taken, sent));
      }
    });
    taken.forEach((key, parameter) -> {
      if (!sent.containsKey(key) && moved(parameter, sent, taken) == null) {
        added(parameter);
      }
    });
  }

  private static Map<String, Parameter> parameters(Call call) {
    List<String> variables = Call.variables(call.path());
    Map<String, Parameter> all = new LinkedHashMap<>();
    for (Located holder : List.of(call.item(), call.operation())) {
      for (Located each : call.doc().elements(holder.child("parameters"))) {
        Located at = call.doc().resolved(each);
        String in = at.text("in");
        String name = at.text("name");
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || (in.equals("header") && NOT_PARAMETERS.contains(lower))) {
          continue;
        }
        call.doc().work().spend(in.equals("path") ? variables.size() : 1);
        String key =
            switch (in) {
              case "path" -> "path " + variables.indexOf(name);
              case "header" -> "header " + lower;
              default -> in + " " + name;
            };
        all.put(key, new Parameter(in, name, at));
      }
    }
    return all;
  }

  /** The parameter of the same name that stands elsewhere, and has no partner of its own. */
  private @Nullable Parameter moved(
      Parameter parameter, Map<String, Parameter> others, Map<String, Parameter> own) {
    callers.work().spend(others.size());
    if (callers.work().isSpent()) {
      return null;
    }
    return others.entrySet().stream()
        .filter(entry -> entry.getValue().name().equalsIgnoreCase(parameter.name()))
        .filter(entry -> !entry.getValue().in().equals(parameter.in()))
        .filter(entry -> !own.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void removed(Parameter parameter, @Nullable Parameter moved) {
    if (moved != null) {
      operation.add(
          CompatibilityRule.PARAMETER_MOVED,
          Severity.BREAKING,
          Side.REQUEST,
          callees,
          moved.at(),
          parameter.inWords()
              + " of "
              + callers.name()
              + " stands in the "
              + moved.in()
              + " for "
              + callees.name()
              + "."
              + operation.hurt(Side.REQUEST));
      return;
    }
    operation.add(
        CompatibilityRule.PARAMETER_REMOVED,
        Severity.BREAKING,
        Side.REQUEST,
        callers,
        parameter.at(),
        parameter.inWords()
            + " of "
            + callers.name()
            + " is not known to "
            + callees.name()
            + ". Callers that send it are refused, or get something else than they asked for.");
  }

  private void added(Parameter parameter) {
    operation.add(
        parameter.required()
            ? CompatibilityRule.PARAMETER_REQUIRED
            : CompatibilityRule.PARAMETER_ADDED,
        parameter.required() ? Severity.BREAKING : Severity.COMPATIBLE,
        Side.REQUEST,
        callees,
        parameter.at(),
        parameter.inWords()
            + " is not in "
            + callers.name()
            + (parameter.required()
                ? " and required by " + callees.name() + "." + operation.hurt(Side.REQUEST)
                : " and optional in " + callees.name() + "."));
  }

  private void compare(Parameter sent, Parameter taken) {
    if (!sent.name().equals(taken.name()) && sent.in().equals("path")) {
      operation.add(
          CompatibilityRule.PATH_PARAMETER_RENAMED,
          Severity.COMPATIBLE,
          Side.REQUEST,
          callees,
          taken.at(),
          sent.inWords()
              + " of "
              + callers.name()
              + " is called "
              + Quoted.of(taken.name())
              + " in "
              + callees.name()
              + "; callers do not see the name.");
    }
    if (taken.required() != sent.required()) {
      boolean more = taken.required();
      operation.add(
          more ? CompatibilityRule.PARAMETER_REQUIRED : CompatibilityRule.PARAMETER_OPTIONAL,
          more ? Severity.BREAKING : Severity.COMPATIBLE,
          Side.REQUEST,
          callees,
          taken.at(),
          taken.inWords()
              + (more ? " is optional in " : " is required in ")
              + callers.name()
              + (more ? " and required by " : " and optional in ")
              + callees.name()
              + "."
              + (more ? operation.hurt(Side.REQUEST) : ""));
    }
    if (!sent.form().equals(taken.form()) && !(isPlain(sent, callers) && isPlain(taken, callees))) {
      operation.add(
          CompatibilityRule.PARAMETER_FORM_CHANGED,
          Severity.BREAKING,
          Side.REQUEST,
          callees,
          taken.at(),
          taken.inWords()
              + " is written in another way in "
              + callers.name()
              + " than "
              + callees.name()
              + " reads it."
              + operation.hurt(Side.REQUEST));
      return;
    }
    compareSchemas(sent.at(), taken.at());
  }

  private void compareSchemas(Located sent, Located taken) {
    if (!sent.child("schema").exists() && sent.child("content").exists()) {
      Map<String, Located> there = OperationComparison.mediaTypes(callees, taken.child("content"));
      OperationComparison.mediaTypes(callers, sent.child("content"))
          .forEach((type, at) -> {
            Located other = OperationComparison.covering(type, there);
            if (other != null) {
              operation.schemas(Side.REQUEST, at.child("schema"), other.child("schema"));
            }
          });
      return;
    }
    if (!takesAnyText(sent, taken)) {
      operation.schemas(Side.REQUEST, sent.child("schema"), taken.child("schema"));
    }
  }

  /** Whether any single value fits, because it travels as text anyway. */
  private boolean takesAnyText(Located sent, Located taken) {
    Located from = callers.resolved(sent.child("schema"));
    Located to = callees.resolved(taken.child("schema"));
    return to.text("type").equals("string")
        && SAYING_NOTHING.containsAll(to.node().propertyNames())
        && !from.text("type").equals("string")
        && PLAIN.contains(from.text("type"))
        && !from.says("nullable");
  }

  /** Whether the value is a single one, which is written the same in most styles. */
  private static boolean isPlain(Parameter parameter, Doc doc) {
    Located schema = doc.resolved(parameter.at().child("schema"));
    Set<String> alike = Set.of("form", "simple");
    String style = parameter.at().node().path("style").asString("form");
    return PLAIN.contains(schema.text("type"))
        && alike.contains(style)
        && !parameter.at().node().path("content").isObject();
  }
}
