package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.server.registry.Causes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Names of content formats: what they look like, how they are told and how they are served. */
public final class Formats {
  /** The format of an anchor that has no content yet. */
  public static final String UNSPECIFIED = "unspecified";

  private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,49}");

  private Formats() {}

  static void check(String at, String format, Causes causes) {
    causes.word(
        at, format, PATTERN, "use a word such as openapi-3.1.yaml, json-schema, yaml, json, text");
  }

  /** Whether a format is that of documents that can be compared. */
  public static boolean isOpenApi(String format) {
    return format.startsWith("openapi-3.0") || format.startsWith("openapi-3.1");
  }

  /** Whether a format promises that the content is JSON or YAML. */
  static boolean isStructured(String format) {
    return format.startsWith("openapi-")
        || format.startsWith("swagger")
        || format.equals("json-schema")
        || format.startsWith("asyncapi")
        || format.equals("json")
        || format.equals("yaml")
        || format.endsWith(".json")
        || format.endsWith(".yaml");
  }

  /**
   * The format that content has.
   *
   * @param tree the parsed content; null when it is neither JSON nor YAML
   */
  public static String of(@Nullable JsonNode tree, boolean isJson) {
    if (tree == null) {
      return "text";
    }
    String ending = isJson ? ".json" : ".yaml";
    String openapi = tree.path("openapi").asString("");
    if (openapi.startsWith("3.0") || openapi.startsWith("3.1")) {
      return "openapi-" + openapi.substring(0, 3) + ending;
    }
    if (tree.path("asyncapi").isString()) {
      return "asyncapi" + ending;
    }
    if (tree.path("$schema").isString()) {
      return "json-schema";
    }
    return ending.substring(1);
  }

  /** The media type content is served with: never one that a browser would run. */
  static String mediaType(String format, boolean isJson, boolean isYaml) {
    if (isJson) {
      return "application/json";
    }
    if (isYaml) {
      return "application/yaml";
    }
    return format.equals("markdown") ? "text/markdown" : "application/octet-stream";
  }
}
