package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds what makes a document unfit to be compared: references that lead nowhere, and parts that
 * are something else than they must be. Used once, by one thread.
 */
public final class OpenApiProblems {
  private static final int MOST = 100;

  /** Members whose own members have names that somebody chose. */
  private static final Set<String> NAMED =
      Set.of(
          "paths",
          "webhooks",
          "callbacks",
          "schemas",
          "responses",
          "parameters",
          "headers",
          "requestBodies",
          "securitySchemes",
          "links",
          "pathItems",
          "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "content",
          "encoding",
          "variables");

  /** Members that hold data, in which nothing is a reference. */
  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "enum", "const", "value", "mapping");

  /** Members that must be objects. */
  private static final Set<String> OBJECTS =
      Set.of("properties", "requestBody", "responses", "content", "callbacks", "components");

  /** Members that must be lists. */
  private static final Set<String> LISTS =
      Set.of("allOf", "anyOf", "oneOf", "required", "servers", "security");

  private final Doc doc;
  private final List<Cause> causes = new ArrayList<>();

  private OpenApiProblems(Doc doc) {
    this.doc = doc;
  }

  /** What is wrong with a document, each with its place; at most a hundred. */
  public static List<Cause> of(JsonNode tree) {
    OpenApiProblems problems =
        new OpenApiProblems(new Doc(new Edition("", tree), new Work(OpenApiComparison.MOST_WORK)));
    JsonNode paths = tree.path("paths");
    if (!paths.isMissingNode() && !paths.isObject()) {
      problems.add("/paths", "it is no object", "write the paths as members of an object");
    }
    problems.look("", tree, false);
    return problems.causes;
  }

  /**
   * @param names whether the members have names that somebody chose
   */
  private void look(String at, JsonNode node, boolean names) {
    if (causes.size() >= MOST) {
      return;
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      look(Pointer.child(at, i), node.path(i), false);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      String here = Pointer.child(at, name);
      if (names) {
        look(here, value, false);
      } else if (name.equals("$ref") && value.isString()) {
        reference(here, value.asString());
      } else if (!name.startsWith("x-") && !DATA.contains(name)) {
        kind(name, here, value);
        look(here, value, NAMED.contains(name) && value.isObject());
      }
    }
  }

  private void kind(String name, String at, JsonNode value) {
    // In OpenAPI 3.0 some write "required: true" at a property, which means nothing.
    boolean flag = name.equals("required") && value.isBoolean();
    if (OBJECTS.contains(name) && !value.isObject()) {
      add(at, "it is no object", "write an object");
    } else if (LISTS.contains(name) && !value.isArray() && !flag) {
      add(at, "it is no list", "write a list");
    }
  }

  private void reference(String at, String reference) {
    if (!Doc.isLocal(reference)) {
      return; // what stands elsewhere is compared by its name only
    }
    Set<String> seen = new HashSet<>();
    String next = reference;
    while (seen.add(next)) {
      Located target = doc.target(next).orElse(null);
      if (target == null) {
        add(
            at,
            Quoted.of(next) + " leads nowhere",
            "define what it refers to, or correct the reference");
        return;
      }
      JsonNode further = target.node().path("$ref");
      if (!further.isString() || target.node().size() > 1) {
        return;
      }
      next = further.asString();
      if (!Doc.isLocal(next)) {
        return;
      }
    }
    add(at, Quoted.of(reference) + " leads back to itself", "let it lead to a definition");
  }

  private void add(String at, String message, String fix) {
    if (causes.size() < MOST) {
      causes.add(Cause.at(at, message, fix));
    }
  }
}
