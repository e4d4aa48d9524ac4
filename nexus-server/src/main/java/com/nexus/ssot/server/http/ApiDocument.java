package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.1 document, made from the handlers that answer, so that it cannot say anything
 * else. What is the same everywhere, and the paths that the data plane answers, stand in {@code
 * openapi-base.json}. Made when it is first asked for. Thread-safe.
 */
@Component
final class ApiDocument {
  private final ObjectProvider<RequestMappingHandlerMapping> mappings;
  private final HandlerRules rules;
  private final @Nullable URI baseUrl;
  private volatile byte @Nullable [] json;

  ApiDocument(
      ObjectProvider<RequestMappingHandlerMapping> mappings,
      HandlerRules rules,
      ServerSettings settings) {
    this.mappings = mappings;
    this.rules = rules;
    this.baseUrl = settings.baseUrl();
  }

  /** The document as JSON. */
  byte[] json() {
    byte[] known = json;
    if (known == null) {
      known = Json.mapper().writeValueAsBytes(make());
      json = known;
    }
    return known;
  }

  private JsonNode make() {
    ObjectNode document = base();
    ((ObjectNode) document.path("info")).put("version", ServerVersion.text());
    if (baseUrl != null) {
      document.putArray("servers").addObject().put("url", baseUrl.toString());
    }
    ApiSchemas schemas = new ApiSchemas();
    schemas.of(Problem.class);
    Map<String, ObjectNode> paths = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(e -> paths.put(e.getKey(), (ObjectNode) e.getValue()));
    Set<String> ids = new HashSet<>();
    mappings.forEach(mapping ->
        mapping.getHandlerMethods().entrySet().stream()
            .filter(entry -> !isPage(entry.getValue()))
            .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
            .forEach(entry -> add(paths, entry.getKey(), entry.getValue(), schemas, ids)));
    ObjectNode sorted = Json.mapper().createObjectNode();
    paths.forEach(sorted::set);
    document.set("paths", sorted);
    ((ObjectNode) document.path("components")).set("schemas", schemas.components());
    return document;
  }

  /** Pages for people are no part of the API. */
  private static boolean isPage(HandlerMethod handler) {
    return AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), WebPage.class);
  }

  private void add(
      Map<String, ObjectNode> paths,
      RequestMappingInfo info,
      HandlerMethod handler,
      ApiSchemas schemas,
      Set<String> ids) {
    for (String pattern : info.getPatternValues()) {
      ObjectNode path =
          paths.computeIfAbsent(plain(pattern), _ -> Json.mapper().createObjectNode());
      for (RequestMethod method : methods(info)) {
        ApiOperation operation =
            new ApiOperation(handler, rules.of(handler), method.name(), schemas);
        ObjectNode described = operation.describe();
        described.put("operationId", id(operation, handler, ids));
        String verb = method.name().toLowerCase(Locale.ROOT);
        JsonNode dataPlane = path.path(verb);
        for (String theirs : List.of("security", "description", "summary", "tags")) {
          if (dataPlane.has(theirs)) {
            described.set(theirs, dataPlane.path(theirs));
          }
        }
        path.set(verb, described);
      }
    }
  }

  private static List<RequestMethod> methods(RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    return methods.isEmpty() ? List.of(RequestMethod.GET) : methods.stream().sorted().toList();
  }

  private static String id(ApiOperation operation, HandlerMethod handler, Set<String> ids) {
    String tag = operation.resource();
    String name =
        tag.substring(0, 1).toLowerCase(Locale.ROOT)
            + tag.substring(1)
            + "."
            + handler.getMethod().getName();
    String id = name;
    for (int next = 2; !ids.add(id); next++) {
      id = name + next;
    }
    return id;
  }

  /** A pattern without what only Spring reads: {@code {id:\d+}} and {@code {*rest}}. */
  static String plain(String pattern) {
    return pattern.replaceAll("\\{\\*?([A-Za-z0-9_]+)(:[^}]*)?}", "{$1}");
  }

  private static ObjectNode base() {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi-base.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi-base.json is not packaged");
      }
      return (ObjectNode) Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
