package com.nexus.ssot.model.openapi;

import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes documents of some operations from a seed; each has everything that can be mutated. */
final class RandomApi {
  private final Random random;

  RandomApi(long seed) {
    this.random = new Random(seed);
  }

  ObjectNode document() {
    ObjectNode document = object().put("openapi", "3.0.3");
    document.putObject("info").put("title", "Random").put("version", "1");
    ObjectNode paths = document.putObject("paths");
    int many = 1 + random.nextInt(4);
    for (int i = 0; i < many; i++) {
      ObjectNode item = paths.putObject("/things" + i + "/{id}");
      operation(item.putObject("post"), "write" + i);
      if (random.nextBoolean()) {
        operation(item.putObject("put"), "replace" + i);
      }
    }
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    for (String name : List.of("A", "B", "C")) {
      schemas.set(name, data(2));
    }
    return document;
  }

  private void operation(ObjectNode operation, String id) {
    operation.put("operationId", id);
    ArrayNode parameters = operation.putArray("parameters");
    parameter(parameters, "path", "id", true);
    parameter(parameters, "query", "must", true);
    parameter(parameters, "query", "may", false);
    ObjectNode body = operation.putObject("requestBody").put("required", true);
    content(body.putObject("content"));
    ObjectNode responses = operation.putObject("responses");
    ObjectNode good = responses.putObject("200").put("description", "good");
    content(good.putObject("content"));
    responses.putObject("400").put("description", "bad");
  }

  private void parameter(ArrayNode parameters, String in, String name, boolean required) {
    ObjectNode parameter = parameters.addObject().put("in", in).put("name", name);
    parameter.put("required", required);
    parameter.putObject("schema").put("type", random.nextBoolean() ? "string" : "integer");
  }

  private void content(ObjectNode content) {
    content.putObject("application/json").set("schema", data(3));
    content.putObject("application/xml").putObject("schema").put("type", "object");
  }

  /** An object with a property of each sort that mutations look for. */
  private ObjectNode data(int depth) {
    ObjectNode data = object().put("type", "object");
    ObjectNode properties = data.putObject("properties");
    ObjectNode kind = properties.putObject("kind").put("type", "string");
    kind.putArray("enum").add("a").add("b").add("c");
    ObjectNode size = properties.putObject("size").put("type", "integer");
    size.put("minimum", 1).put("maximum", 100);
    properties.putObject("note").put("type", "string").put("nullable", random.nextBoolean());
    properties.putObject("plain").put("type", "string");
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      properties.set("more" + i, value(depth - 1));
    }
    data.putArray("required").add("kind");
    return data;
  }

  private ObjectNode value(int depth) {
    return switch (depth <= 0 ? random.nextInt(2) : random.nextInt(6)) {
      case 0 -> object().put("type", "boolean");
      case 1 -> object().put("type", "string").put("maxLength", 1 + random.nextInt(9));
      case 2 -> reference();
      case 3 -> data(depth - 1);
      case 4 -> {
        ObjectNode array = object().put("type", "array");
        array.set("items", value(depth - 1));
        yield array;
      }
      default -> {
        ObjectNode union = object();
        union.putArray("oneOf").add(reference()).add(object().put("type", "string"));
        yield union;
      }
    };
  }

  private ObjectNode reference() {
    String name = List.of("A", "B", "C").get(random.nextInt(3));
    return object().put("$ref", "#/components/schemas/" + name);
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
