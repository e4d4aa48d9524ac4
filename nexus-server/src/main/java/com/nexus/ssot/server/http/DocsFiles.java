package com.nexus.ssot.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The files behind the documentation pages: our own, and those of Swagger UI. Thread-safe. */
final class DocsFiles {
  private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/";
  private static final String SWAGGER_UI_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  private DocsFiles() {}

  /** The page that shows the API description. */
  static byte[] page() {
    return own("docs.html");
  }

  /** A file that a page loads; null when there is none of this name. */
  static byte @Nullable [] asset(String name) {
    return switch (name) {
      case "swagger-ui.css", "swagger-ui-bundle.js" ->
          FILES.computeIfAbsent(name, _ -> library(name));
      case "docs.css", "docs.js", "pages.css" -> own(name);
      default -> null;
    };
  }

  /** The page that explains every fault. */
  static byte[] faults() {
    return FILES.computeIfAbsent(
        "faults.html",
        _ ->
            new MarkdownPage(new String(own("faults.md"), StandardCharsets.UTF_8))
                .html()
                .getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] own(String name) {
    return FILES.computeIfAbsent(name, DocsFiles::read);
  }

  private static byte[] library(String name) {
    Properties properties = new Properties();
    try (InputStream in = DocsFiles.class.getResourceAsStream(SWAGGER_UI_VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(SWAGGER_UI + properties.getProperty("version") + "/" + name);
  }

  private static byte[] read(String name) {
    try (InputStream in = DocsFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
