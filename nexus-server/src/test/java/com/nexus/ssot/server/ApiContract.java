package com.nexus.ssot.server;

import com.nexus.ssot.server.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds answers to the closed schemas of the API's description: a field that it does not know, or
 * one that it promises and that is missing, fails the test that got the answer.
 *
 * @param document the description
 */
record ApiContract(JsonNode document) {

  /** Throws if an answer is not as described; what the description leaves open is not looked at. */
  void check(String method, String path, Reply reply) {
    JsonNode schema = schema(method, path.replaceFirst("\\?.*", ""), reply);
    if (schema.isMissingNode()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    // Answers hold longer texts than requests may.
    check(schema, JsonMapper.shared().readTree(reply.text()), "", wrong);
    if (!wrong.isEmpty()) {
      throw new AssertionError(method + " " + path + " is not answered as described: " + wrong);
    }
  }

  private JsonNode schema(String method, String path, Reply reply) {
    String type = reply.header("Content-Type").replaceFirst(";.*", "");
    JsonNode responses = operation(method, path).path("responses");
    String status = Integer.toString(reply.status());
    JsonNode response =
        resolved(reply.status() < 400 ? responses.path(status) : responses.path("default"));
    return method.equals("HEAD") || !type.endsWith("json")
        ? document.path("")
        : response.path("content").path(type).path("schema");
  }

  /** Of several paths that fit the one with the fewest variables. */
  private JsonNode operation(String method, String path) {
    String verb = method.toLowerCase(Locale.ROOT);
    JsonNode best = document.path("");
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, JsonNode> candidate : document.path("paths").properties()) {
      String pattern = candidate.getKey().replaceAll("\\{[^}]*}", "[^/]+");
      int variables = candidate.getKey().split("\\{", -1).length;
      if (variables < fewest && path.matches(pattern)) {
        fewest = variables;
        best = candidate.getValue().path(verb);
      }
    }
    return best;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> wrong) {
    JsonNode schema = resolved(given);
    if (schema.has("anyOf")) {
      boolean fits =
          StreamSupport.stream(schema.path("anyOf").spliterator(), false)
              .anyMatch(one -> {
                List<String> reasons = new ArrayList<>();
                check(one, value, at, reasons);
                return reasons.isEmpty();
              });
      if (!fits) {
        wrong.add(at + " is none of what it may be");
      }
    } else if (!isOfType(schema.path("type"), value)) {
      wrong.add(at + " is no " + schema.path("type"));
    } else if (schema.has("enum")
        && StreamSupport.stream(schema.path("enum").spliterator(), false)
            .noneMatch(value::equals)) {
      wrong.add(at + " is none of " + schema.path("enum"));
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "/" + i, wrong);
      }
    } else if (value.isObject()) {
      checkObject(schema, value, at, wrong);
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String at, List<String> wrong) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asString())) {
        wrong.add(at + "/" + name.asString() + " is missing");
      }
    }
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      String place = at + "/" + field.getKey();
      if (!known.isMissingNode()) {
        check(known, field.getValue(), place, wrong);
      } else if (others.isObject()) {
        check(others, field.getValue(), place, wrong);
      } else if (others.isBoolean() && !others.asBoolean()) {
        wrong.add(place + " is not described");
      }
    }
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> isOfType(one, value));
    }
    return switch (type.asString("")) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> true;
    };
  }
}
