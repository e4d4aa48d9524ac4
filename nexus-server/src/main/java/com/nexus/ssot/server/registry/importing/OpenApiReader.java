package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.registry.anchor.Content;
import com.nexus.ssot.server.registry.endpoint.EndpointType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an OpenAPI 3.0 or 3.1 document. Nothing is fetched and no {@code $ref} is followed. Used
 * once, by one thread.
 */
final class OpenApiReader {
  private static final int LONGEST_TITLE = 1000;
  private static final int LONGEST_TEXT = 500;

  private final @Nullable String source;
  private final List<String> warnings = new ArrayList<>();

  private OpenApiReader(@Nullable String source) {
    this.source = source;
  }

  /**
   * Reads a document.
   *
   * @param source where it came from; relative servers stand below it when it is an address
   * @throws Fault {@code MALFORMED} with line and column, or {@code INVALID} when it is something
   *     else
   */
  static OpenApiDocument read(byte[] bytes, @Nullable String source) {
    boolean isJson = Content.looksLikeJson(bytes);
    JsonNode tree = Content.parse(bytes, isJson, source == null ? "document" : source);
    return new OpenApiReader(source).document(bytes, tree, isJson);
  }

  private OpenApiDocument document(byte[] bytes, JsonNode tree, boolean isJson) {
    requireOpenApi(tree);
    JsonNode info = tree.path("info");
    String title = text(info.path("title"), LONGEST_TITLE);
    if (title == null) {
      throw Fault.of(
          FaultCode.INVALID,
          "The OpenAPI document has no title",
          List.of(Cause.at("/info/title", "it is missing or empty", "give the API a title")));
    }
    String version = text(info.path("version"), 100);
    if (version == null) {
      warnings.add("The document has no info.version.");
    }
    return new OpenApiDocument(
        Content.of(bytes, tree, isJson, null),
        title,
        version,
        firstParagraph(info.path("summary"), info.path("description")),
        ServerUrls.of(tree.path("servers"), source, warnings),
        calls(tree),
        warnings);
  }

  private static void requireOpenApi(JsonNode tree) {
    String version = tree.path("openapi").asString("");
    if (version.startsWith("3.0") || version.startsWith("3.1")) {
      return;
    }
    throw Fault.of(
        FaultCode.INVALID,
        "The document is not OpenAPI 3.0 or 3.1 but " + whatItIs(tree, version),
        List.of(
            Cause.at(
                "/openapi",
                "only OpenAPI 3.0 and 3.1 are read",
                tree.has("swagger")
                    ? "convert it to OpenAPI 3 first"
                    : "send a document whose field openapi says 3.0.x or 3.1.x")));
  }

  private static String whatItIs(JsonNode tree, String version) {
    if (!version.isEmpty()) {
      return "OpenAPI " + Quoted.of(version);
    }
    if (!tree.isObject()) {
      return "no object";
    }
    for (Map.Entry<String, String> kind : KINDS) {
      JsonNode field = tree.path(kind.getKey());
      if (!field.isMissingNode()) {
        return kind.getValue() + " " + Quoted.of(field.asString(""));
      }
    }
    return tree.has("info") && tree.has("item") ? "a Postman collection" : "something else";
  }

  private static final List<Map.Entry<String, String>> KINDS =
      List.of(
          Map.entry("swagger", "Swagger"),
          Map.entry("asyncapi", "AsyncAPI"),
          Map.entry("arazzo", "Arazzo"),
          Map.entry("overlay", "an OpenAPI overlay"),
          Map.entry("$schema", "a JSON schema"),
          Map.entry("openrpc", "OpenRPC"));

  private List<OpenApiDocument.Call> calls(JsonNode tree) {
    List<OpenApiDocument.Call> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : tree.path("paths").properties()) {
      if (!path.getKey().startsWith("x-")) {
        addCalls(path.getKey(), path.getValue(), calls);
      }
    }
    if (calls.isEmpty()) {
      warnings.add(
          tree.path("webhooks").isEmpty()
              ? "The document describes no operations."
              : "The document describes only webhooks; they are calls to others, so no endpoint"
                  + " comes of them.");
    }
    return calls;
  }

  private void addCalls(String path, JsonNode item, List<OpenApiDocument.Call> calls) {
    if (!EndpointType.PATH.matcher(path).matches()) {
      warnings.add(
          "The path "
              + Quoted.of(path)
              + " is passed over: a path begins with /, has no spaces"
              + " and at most 500 characters.");
      return;
    }
    if (!item.isObject()) {
      warnings.add("The path " + Quoted.of(path) + " is passed over: it is not an object.");
      return;
    }
    int before = calls.size();
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      String method = member.getKey().toUpperCase(Locale.ROOT);
      boolean isMethod =
          EndpointType.METHODS.contains(method)
              && member.getKey().equals(method.toLowerCase(Locale.ROOT));
      if (isMethod && member.getValue().isObject()) {
        calls.add(call(method, path, member.getValue()));
      }
    }
    if (calls.size() == before && item.has("$ref")) {
      warnings.add(
          "The path "
              + Quoted.of(path)
              + " only refers to "
              + Quoted.of(item.path("$ref").asString(""))
              + ", which is not followed.");
    }
  }

  private static OpenApiDocument.Call call(String method, String path, JsonNode operation) {
    return new OpenApiDocument.Call(
        method,
        path,
        text(operation.path("operationId"), LONGEST_TITLE),
        firstParagraph(operation.path("summary"), operation.path("description")));
  }

  private static @Nullable String firstParagraph(JsonNode summary, JsonNode description) {
    String short_ = text(summary, LONGEST_TEXT);
    if (short_ != null) {
      return short_;
    }
    String all = description.isString() ? description.asString().strip() : "";
    int end = all.indexOf("\n\n");
    return end < 0 ? clean(all, LONGEST_TEXT) : clean(all.substring(0, end), LONGEST_TEXT);
  }

  /** A text of the document, cleaned and cut; null when there is none. */
  private static @Nullable String text(JsonNode node, int most) {
    return node.isString() || node.isNumber() ? clean(node.asString(), most) : null;
  }

  private static @Nullable String clean(String given, int most) {
    // Cut first: cleaning a megabyte for its first sentence is work for nothing.
    String head = given.length() > 4 * most ? given.substring(0, 4 * most) : given;
    String text = CleanText.of(head).text().strip();
    return text.isEmpty() ? null : cut(text, most);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
