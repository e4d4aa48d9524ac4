package com.nexus.ssot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample application on a free loopback port, one for the test JVM. */
public final class SampleServer {
  private static final class Holder {
    static final SampleServer SHARED = new SampleServer(start(SampleApplication.class));
  }

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private SampleServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The one server. */
  public static SampleServer shared() {
    return Holder.SHARED;
  }

  /** Starts an application on a free loopback port. */
  public static ConfigurableApplicationContext start(Class<?>... sources) {
    return new SpringApplicationBuilder(sources)
        .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
        .run();
  }

  /** The port it listens on. */
  public int port() {
    return port(context);
  }

  /** The port an application listens on. */
  public static int port(ConfigurableApplicationContext context) {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** A bean of the application. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Calls it; headers come as names and values in turn. */
  public Answer call(String method, String path, byte @Nullable [] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** GET as somebody who may do everything. */
  public Answer get(String path, String... headers) {
    return call("GET", path, null, with(headers, "Authorization", "Bearer all"));
  }

  /** Sends JSON as somebody who may do everything. */
  public Answer send(String method, String path, String json, String... headers) {
    return call(
        method,
        path,
        json.getBytes(StandardCharsets.UTF_8),
        with(headers, "Authorization", "Bearer all", "Content-Type", "application/json"));
  }

  private static String[] with(String[] headers, String... more) {
    String[] all = Arrays.copyOf(more, more.length + headers.length);
    System.arraycopy(headers, 0, all, more.length, headers.length);
    return all;
  }

  /** What came back. */
  public record Answer(HttpResponse<byte[]> response) {

    /** The status. */
    public int status() {
      return response.statusCode();
    }

    /** A header; empty text without it. */
    public String header(String name) {
      return String.join("|", response.headers().allValues(name));
    }

    /** The body. */
    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    /** The problem's code, after checking that it is a problem. */
    public String code() {
      if (!header("Content-Type").equals("application/problem+json")) {
        throw new AssertionError("not a problem: " + status() + " " + text());
      }
      return json().path("code").asString();
    }

    /** Where the problem's causes are. */
    public List<String> places() {
      return json().path("causes").values().stream()
          .map(cause -> cause.path("at").asString())
          .toList();
    }
  }
}
