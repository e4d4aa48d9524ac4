package com.nexus.ssot.server.identity.token;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the keys of issuers: within bounds of size and time, following no redirect and asking no
 * proxy. Thread-safe.
 */
final class KeySets implements ResourceRetriever, AutoCloseable {
  /** The largest answer that is read, in bytes. */
  static final int MAX_BYTES = 256 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final HttpClient http;

  KeySets() {
    this(PATIENCE);
  }

  KeySets(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(patience)
            .build();
  }

  @Override
  public Resource retrieveResource(URL address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.toString()))
            .timeout(patience)
            .header("Accept", "application/jwk-set+json, application/json")
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      // The request's own limit ends with the headers; the body must come in time too.
      HttpResponse<byte[]> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new IOException("the issuer answered with status " + answer.statusCode());
      }
      return new Resource(
          new String(answer.body(), StandardCharsets.UTF_8),
          answer.headers().firstValue("Content-Type").orElse("application/json"));
    } catch (ExecutionException e) {
      throw new IOException("the issuer could not be asked", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the issuer took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      asked.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
