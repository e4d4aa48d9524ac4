package com.nexus.ssot.model.openapi;

import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change to the first operation of a {@link RandomApi}, and whether it breaks callers. */
enum Mutation {
  ADD_OPERATION(false, document -> paths(document).putObject("/new").set("get", answer())),
  ADD_OPTIONAL_PARAMETER(false, document -> addParameter(document, false)),
  PARAMETER_OPTIONAL(false, document -> parameter(document, 1).put("required", false)),
  ADD_REQUEST_PROPERTY(false, document -> properties(request(document)).putObject("new")),
  ADD_RESPONSE_PROPERTY(false, document -> properties(response(document)).putObject("new")),
  ADD_ERROR(false, document -> responses(document).putObject("404").put("description", "none")),
  WIDEN_REQUEST_ENUM(false, document -> values(request(document)).add("d")),
  NARROW_RESPONSE_ENUM(false, document -> values(response(document)).remove(2)),
  RAISE_REQUEST_MAXIMUM(false, document -> size(request(document)).put("maximum", 200)),
  LOWER_RESPONSE_MAXIMUM(false, document -> size(response(document)).put("maximum", 50)),
  REQUEST_PROPERTY_OPTIONAL(false, document -> request(document).remove("required")),
  RESPONSE_PROPERTY_REQUIRED(false, document -> required(response(document)).add("size")),
  REQUEST_NULLABLE(false, document -> plain(request(document)).put("nullable", true)),
  DEPRECATE(false, document -> operation(document).put("deprecated", true)),
  ADD_MEDIA_TYPE(false, document -> content(operation(document), "requestBody").putObject("a/b")),

  REMOVE_OPERATION(true, document -> firstItem(document).remove("post")),
  ADD_REQUIRED_PARAMETER(true, document -> addParameter(document, true)),
  PARAMETER_REQUIRED(true, document -> parameter(document, 2).put("required", true)),
  REMOVE_PARAMETER(true, document -> parameters(document).remove(2)),
  MOVE_PARAMETER(true, document -> parameter(document, 2).put("in", "header")),
  NARROW_REQUEST_ENUM(true, document -> values(request(document)).remove(2)),
  WIDEN_RESPONSE_ENUM(true, document -> values(response(document)).add("d")),
  LOWER_REQUEST_MAXIMUM(true, document -> size(request(document)).put("maximum", 50)),
  RAISE_RESPONSE_MAXIMUM(true, document -> size(response(document)).put("maximum", 200)),
  REQUEST_PROPERTY_REQUIRED(true, document -> required(request(document)).add("size")),
  RESPONSE_PROPERTY_OPTIONAL(true, document -> response(document).remove("required")),
  RESPONSE_NULLABLE(true, document -> plain(response(document)).put("nullable", true)),
  CHANGE_REQUEST_TYPE(true, document -> plain(request(document)).put("type", "integer")),
  CHANGE_RESPONSE_TYPE(true, document -> plain(response(document)).put("type", "integer")),
  ADD_REQUEST_PATTERN(true, document -> plain(request(document)).put("pattern", "^a")),
  CLOSE_REQUEST(
      true,
      document -> {
        properties(request(document)).remove("plain");
        request(document).put("additionalProperties", false);
      }),
  REMOVE_STATUS(true, document -> responses(document).remove("200")),
  REMOVE_REQUEST_TYPE(
      true, document -> content(operation(document), "requestBody").remove("application/xml")),
  REMOVE_RESPONSE_TYPE(
      true, document -> content(responses(document), "200").remove("application/xml")),
  ADD_SECURITY(
      true,
      document -> {
        ObjectNode scheme = ((ObjectNode) document.path("components")).putObject("securitySchemes");
        scheme.putObject("key").put("type", "apiKey").put("in", "header").put("name", "k");
        operation(document).putArray("security").addObject().putArray("key");
      });

  private final boolean breaks;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Consumer<ObjectNode> change;

  Mutation(boolean breaks, Consumer<ObjectNode> change) {
    this.breaks = breaks;
    this.change = change;
  }

  boolean breaks() {
    return breaks;
  }

  ObjectNode of(ObjectNode document) {
    ObjectNode changed = document.deepCopy();
    change.accept(changed);
    return changed;
  }

  private static ObjectNode answer() {
    ObjectNode answer = com.nexus.ssot.model.json.Json.mapper().createObjectNode();
    answer.putObject("responses").putObject("200").put("description", "good");
    return answer;
  }

  private static ObjectNode paths(ObjectNode document) {
    return (ObjectNode) document.path("paths");
  }

  private static ObjectNode firstItem(ObjectNode document) {
    return (ObjectNode) paths(document).path("/things0/{id}");
  }

  private static ObjectNode operation(ObjectNode document) {
    return (ObjectNode) firstItem(document).path("post");
  }

  private static ArrayNode parameters(ObjectNode document) {
    return (ArrayNode) operation(document).path("parameters");
  }

  private static ObjectNode parameter(ObjectNode document, int index) {
    return (ObjectNode) parameters(document).path(index);
  }

  private static void addParameter(ObjectNode document, boolean required) {
    ObjectNode parameter = parameters(document).addObject().put("in", "query").put("name", "new");
    parameter.put("required", required).putObject("schema").put("type", "string");
  }

  private static ObjectNode responses(ObjectNode document) {
    return (ObjectNode) operation(document).path("responses");
  }

  private static ObjectNode content(ObjectNode holder, String name) {
    return (ObjectNode) holder.path(name).path("content");
  }

  private static ObjectNode request(ObjectNode document) {
    return schema(content(operation(document), "requestBody"));
  }

  private static ObjectNode response(ObjectNode document) {
    return schema(content(responses(document), "200"));
  }

  private static ObjectNode schema(ObjectNode content) {
    return (ObjectNode) content.path("application/json").path("schema");
  }

  private static ObjectNode properties(ObjectNode schema) {
    return (ObjectNode) schema.path("properties");
  }

  private static ArrayNode values(ObjectNode schema) {
    return (ArrayNode) properties(schema).path("kind").path("enum");
  }

  private static ObjectNode size(ObjectNode schema) {
    return (ObjectNode) properties(schema).path("size");
  }

  private static ObjectNode plain(ObjectNode schema) {
    return (ObjectNode) properties(schema).path("plain");
  }

  private static ArrayNode required(ObjectNode schema) {
    return (ArrayNode) schema.path("required");
  }
}
