package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.server.registry.endpoint.BaseUrl;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the servers of an OpenAPI document into one absolute address per environment. */
final class ServerUrls {
  private static final int MOST = 50;
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

  /** Words in an address or its description that tell the environment, most telling first. */
  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("sandbox", List.of("sandbox"));
    WORDS.put("staging", List.of("staging", "stage", "preprod", "pre-production", "uat"));
    WORDS.put("test", List.of("test", "testing", "qa"));
    WORDS.put("development", List.of("development", "dev"));
    WORDS.put("local", List.of("localhost", "local", "127.0.0.1"));
    WORDS.put("production", List.of("production", "prod", "live"));
  }

  private ServerUrls() {}

  /**
   * The addresses; one that cannot be used is passed over with a warning.
   *
   * @param source where the document came from; relative servers stand below it
   */
  static Map<String, String> of(JsonNode servers, @Nullable String source, List<String> warnings) {
    Map<String, String> urls = new TreeMap<>();
    for (JsonNode server : servers) {
      if (urls.size() == MOST) {
        warnings.add("The document names more than " + MOST + " servers; the others are left out.");
        break;
      }
      String template = server.path("url").asString("");
      String url = absolute(filled(template, server.path("variables")), source);
      Optional<String> problem = BaseUrl.problem(url);
      if (problem.isPresent()) {
        warnings.add(
            "The server " + Quoted.of(template) + " is passed over: " + problem.get() + ".");
      } else if (!urls.containsValue(url)) {
        urls.put(environment(server.path("description").asString(""), url, urls), url);
      }
    }
    return urls;
  }

  /** The template with every variable at its default. */
  private static String filled(String template, JsonNode variables) {
    Matcher matcher = VARIABLE.matcher(template);
    return matcher.replaceAll(match ->
        Matcher.quoteReplacement(
            variables.path(match.group(1)).path("default").asString(match.group())));
  }

  private static String absolute(String url, @Nullable String source) {
    String plain = url.length() > 1 && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    if (source == null || BaseUrl.problem(source).isPresent()) {
      return plain;
    }
    try {
      return URI.create(source).resolve(plain).toString();
    } catch (IllegalArgumentException e) {
      return plain;
    }
  }

  private static String environment(String description, String url, Map<String, String> taken) {
    String host = String.valueOf(URI.create(url).getHost());
    String text = (description + " " + host).toLowerCase(Locale.ROOT);
    String name = taken.containsKey("production") ? "server" : "production";
    for (Map.Entry<String, List<String>> words : WORDS.entrySet()) {
      if (words.getValue().stream().anyMatch(word -> containsWord(text, word))) {
        name = words.getKey();
        break;
      }
    }
    String free = name;
    for (int n = 2; taken.containsKey(free); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  private static boolean containsWord(String text, String word) {
    return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(word) + "(?![a-z0-9])")
        .matcher(text)
        .find();
  }
}
