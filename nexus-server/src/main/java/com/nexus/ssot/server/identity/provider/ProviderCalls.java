package com.nexus.ssot.server.identity.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to providers: bounded in time and size, never by a proxy, never to where an answer sends
 * us. Whatever goes wrong is an {@code IOException}. Thread-safe.
 */
final class ProviderCalls implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
  private static final int LARGEST = 256 << 10;
  private static final Set<String> OURS = Set.of("connection", "content-length", "host");

  private final HttpClient http;
  private final Duration patience;

  /**
   * @param patience how long a call may take from its beginning to its last byte
   */
  ProviderCalls(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** Reads a JSON document. */
  byte[] get(URI address) throws IOException {
    HttpResponse<byte[]> response =
        send(request(address).header("Accept", "application/json").GET().build());
    if (response.statusCode() != HTTPResponse.SC_OK) {
      throw new IOException("the provider answered with status " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    return new Resource(new String(get(uri(url)), StandardCharsets.UTF_8), "application/json");
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request = request(asked.getURI());
    asked
        .getHeaderMap()
        .forEach((name, values) -> {
          if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    String body = asked.getBody();
    request.method(
        asked.getMethod().name(),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<byte[]> response = send(request.build());
    HTTPResponse read = new HTTPResponse(response.statusCode());
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> read.setHeader("Content-Type", type));
    read.setBody(new String(response.body(), StandardCharsets.UTF_8));
    return read;
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "nexus-ssot");
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      // The client's own limit of time ends with the headers.
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the provider cannot be read", e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the provider takes too long", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", e);
    }
  }

  private static URI uri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
