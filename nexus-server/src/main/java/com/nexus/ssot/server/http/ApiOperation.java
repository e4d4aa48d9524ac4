package com.nexus.ssot.server.http;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of the API description, read from its handler.
 *
 * @param verb the HTTP method
 * @param schemas takes the schemas of what the operation is given and gives
 */
record ApiOperation(
    HandlerMethod handler, HandlerRules.Rule rule, String verb, ApiSchemas schemas) {

  private static final String OLDER = "Seed";

  /** What callers find it under, in words. */
  String tag() {
    return resource().startsWith(OLDER) ? "Older paths" : words(resource());
  }

  /** What it is about, in words. */
  private String subject() {
    String name = resource().startsWith(OLDER) ? resource().substring(4) : resource();
    String about = name.isEmpty() ? "" : words(name).toLowerCase(Locale.ROOT);
    String older = resource().startsWith(OLDER) ? "older path" : "";
    return about + (about.isEmpty() || older.isEmpty() ? "" : ", ") + older;
  }

  /** The resource's name without its suffix. */
  String resource() {
    return handler.getBeanType().getSimpleName().replaceAll("(Resource)?(\\$\\$.*)?$", "");
  }

  /** The operation. */
  ObjectNode describe() {
    ObjectNode operation = Json.mapper().createObjectNode();
    String name = handler.getMethod().getName();
    operation.put("summary", words(name) + " (" + subject() + ")");
    operation.putArray("tags").add(tag());
    ArrayNode parameters = operation.putArray("parameters");
    for (MethodParameter parameter : handler.getMethodParameters()) {
      describe(parameter, parameters, operation);
    }
    security(operation);
    responses(operation.putObject("responses"));
    return operation;
  }

  /** {@code resolveMany} as {@code Resolve many}. */
  static String words(String camelCase) {
    String spaced = camelCase.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private void describe(MethodParameter parameter, ArrayNode parameters, ObjectNode operation) {
    if (parameter.hasParameterAnnotation(PathVariable.class)) {
      PathVariable variable =
          Objects.requireNonNull(parameter.getParameterAnnotation(PathVariable.class));
      String name =
          variable.value().isEmpty() ? parameter.getParameter().getName() : variable.value();
      parameter(parameters, "path", name, true, schemas.of(parameter.getGenericParameterType()));
    } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
      boolean required =
          Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class)).required();
      parameter(
          parameters,
          "query",
          HandlerRules.name(parameter),
          required,
          schemas.of(parameter.getGenericParameterType()));
    } else if (parameter.hasParameterAnnotation(Query.class)) {
      QueryRecord.of(parameter.getParameterType())
          .components()
          .forEach(component -> query(component, parameters));
    } else if (parameter.getParameterType() == WriteOptions.class) {
      for (String common : List.of("IfMatch", "IfNoneMatch", "IdempotencyKey", "DryRun")) {
        parameters.addObject().put("$ref", "#/components/parameters/" + common);
      }
    } else if (parameter.hasParameterAnnotation(Body.class)) {
      body(parameter, operation.putObject("requestBody"));
    }
  }

  private void query(RecordComponent component, ArrayNode parameters) {
    if (component.getType() == PageRequest.class) {
      List<String> sorts = QueryRecord.sorts(component);
      for (String common : List.of("Limit", "Cursor", "Count")) {
        parameters.addObject().put("$ref", "#/components/parameters/" + common);
      }
      if (!sorts.isEmpty()) {
        ObjectNode schema = Json.mapper().createObjectNode().put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (String sort : sorts) {
          values.add(PageParameters.plain(sort)).add("-" + PageParameters.plain(sort));
        }
        schema.put("default", sorts.getFirst());
        parameter(parameters, "query", "sort", false, schema);
      }
      return;
    }
    boolean list = component.getType() == List.class;
    boolean required =
        !list && component.getType() != boolean.class && !QueryRecord.nullable(component);
    parameter(
        parameters, "query", component.getName(), required, schemas.of(component.getGenericType()));
  }

  private static void parameter(
      ArrayNode parameters, String in, String name, boolean required, ObjectNode schema) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
    if (required) {
      parameter.put("required", true);
    }
    parameter.set("schema", schema);
  }

  private void body(MethodParameter parameter, ObjectNode body) {
    Body annotation = Objects.requireNonNull(parameter.getParameterAnnotation(Body.class));
    body.put("required", annotation.required());
    body.put("description", "At most " + annotation.maxBytes() + " bytes.");
    ObjectNode content = body.putObject("content");
    boolean read = parameter.getParameterType() != Upload.class;
    for (String type : BodyArgument.types(annotation, verb)) {
      ObjectNode schema =
          parameter.getParameterType() == JsonNode.class
              ? Json.mapper().createObjectNode().put("type", "object")
              : schemas.of(read ? parameter.getGenericParameterType() : byte[].class);
      content.putObject(type).set("schema", schema);
    }
  }

  private void security(ObjectNode operation) {
    ArrayNode security = operation.putArray("security");
    if (rule.entry() instanceof HandlerRules.Entry.Everybody && !needsToKnowTheCaller()) {
      security.addObject();
      return;
    }
    security.addObject().putArray("bearer");
    security.addObject().putArray("api_key");
    security.addObject().putArray("session");
    if (rule.entry() instanceof HandlerRules.Entry.Those(Requires requires)) {
      String verb = requires.verb().name().toLowerCase(Locale.ROOT);
      operation.put(
          "description",
          "Needs the right to "
              + verb
              + " "
              + requires.object().name().toLowerCase(Locale.ROOT)
              + ".");
    }
  }

  private boolean needsToKnowTheCaller() {
    return List.of(handler.getMethodParameters()).stream()
        .anyMatch(
            parameter -> parameter.getParameterType() == Actor.class && !Door.nullable(parameter));
  }

  private void responses(ObjectNode responses) {
    boolean writes =
        List.of(handler.getMethodParameters()).stream()
            .anyMatch(parameter -> parameter.getParameterType() == WriteOptions.class);
    if (writes) {
      success(responses, "200", "Done, nothing to do, or what would be done");
      success(responses, "201", "Created");
      responses
          .putObject("202")
          .put("description", "The change waits for approval; Location names it");
    } else {
      success(responses, "200", "The answer");
    }
    responses.putObject("default").put("$ref", "#/components/responses/Problem");
  }

  private void success(ObjectNode responses, String status, String description) {
    ObjectNode response = responses.putObject(status).put("description", description);
    Type type = unwrapped(handler.getMethod().getGenericReturnType());
    if (type == void.class || type == Void.class) {
      return;
    }
    String media =
        type == String.class ? "text/plain" : type == byte[].class ? "*/*" : "application/json";
    response.putObject("content").putObject(media).set("schema", schemas.of(type));
  }

  /** What is inside a {@code ResponseEntity}. */
  private static Type unwrapped(Type type) {
    return type instanceof ParameterizedType generic
            && generic.getRawType() instanceof Class<?> raw
            && HttpEntity.class.isAssignableFrom(raw)
        ? generic.getActualTypeArguments()[0]
        : type;
  }
}
