package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls: one budget of time for all of it, a bounded number in flight, repeats where they do
 * no harm, no redirects (they could carry the key elsewhere). Thread-safe.
 */
final class Transport implements AutoCloseable {
  private static final Set<Integer> WORTH_REPEATING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private final ClientSettings settings;
  private final String agent;
  private final HttpClient http;
  private final Semaphore places;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

  Transport(ClientSettings settings, String agent) {
    this.settings = settings;
    this.agent = agent;
    this.places = new Semaphore(settings.poolSize(), true);
    Duration deadline = settings.deadline();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline.compareTo(LONGEST_CONNECT) < 0 ? deadline : LONGEST_CONNECT)
            .build();
  }

  /** A failed attempt; {@code unsent} when the registry cannot have seen it. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final SsotException reason;
    private final boolean unsent;
    private final boolean passing;
    private final @Nullable Duration retryAfter;

    Failed(SsotException reason, boolean unsent, boolean passing, @Nullable Duration retryAfter) {
      super(reason);
      this.reason = reason;
      this.unsent = unsent;
      this.passing = passing;
      this.retryAfter = retryAfter;
    }
  }

  /** What is left of an operation's time. */
  private record Budget(long endNanos) {
    static Budget of(Duration duration) {
      return new Budget(System.nanoTime() + duration.toNanos());
    }

    long nanos() {
      return Math.max(0, endNanos - System.nanoTime());
    }
  }

  /** Sends a call and reads its whole answer. */
  Answer send(Call call) {
    return send(
        call,
        BodyHandlers.ofByteArray(),
        response -> new Answer(response.statusCode(), response.headers(), response.body(), null));
  }

  /** Sends a call and leaves the answer's body to be read; only its start is bounded in time. */
  Answer open(Call call) {
    return send(call, BodyHandlers.ofInputStream(), Transport::opened);
  }

  private static Answer opened(HttpResponse<InputStream> response) throws IOException {
    InputStream body = response.body();
    boolean good = response.statusCode() / 100 == 2;
    return new Answer(
        response.statusCode(),
        response.headers(),
        good ? new byte[0] : body.readAllBytes(),
        good ? body : null);
  }

  private interface Reader<B> {
    Answer read(HttpResponse<B> response) throws IOException;
  }

  private <B> Answer send(Call call, BodyHandler<B> handler, Reader<B> reader) {
    Budget budget = Budget.of(settings.deadline());
    backoff.called();
    try {
      if (!places.tryAcquire(budget.nanos(), TimeUnit.NANOSECONDS)) {
        throw SsotException.connection(
            settings.poolSize() + " requests are in flight and none ended in time.", null);
      }
      try {
        return attempts(call.with("X-Request-Id", OperationId.next()), handler, reader, budget);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SsotException.connection("The call was interrupted.", e);
    }
  }

  private <B> Answer attempts(Call call, BodyHandler<B> handler, Reader<B> reader, Budget budget)
      throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        return attempt(call, handler, reader, budget);
      } catch (Failed failed) {
        boolean harmless = failed.unsent || (failed.passing && call.repeatable());
        if (!harmless || attempt >= settings.maxRetries() || !backoff.mayRepeat()) {
          throw failed.reason;
        }
        Duration pause = backoff.pause(attempt, failed.retryAfter);
        if (pause.toNanos() >= budget.nanos()) {
          throw failed.reason;
        }
        Thread.sleep(pause);
      }
    }
  }

  private <B> Answer attempt(Call call, BodyHandler<B> handler, Reader<B> reader, Budget budget)
      throws Failed, InterruptedException {
    CompletableFuture<HttpResponse<B>> future = http.sendAsync(request(call, budget), handler);
    try {
      Answer answer = reader.read(future.get(budget.nanos(), TimeUnit.NANOSECONDS));
      if (answer.status() / 100 == 2) {
        return answer;
      }
      SsotException refused = refused(call, answer);
      throw new Failed(
          refused, false, WORTH_REPEATING.contains(answer.status()), retryAfter(answer.headers()));
    } catch (TimeoutException e) {
      throw new Failed(late(e), false, false, null);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw failed(e);
    } finally {
      future.cancel(true);
    }
  }

  private HttpRequest request(Call call, Budget budget) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + call.path() + call.query()))
            .timeout(Duration.ofNanos(Math.max(1, budget.nanos())))
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(call.body()))
            .header("User-Agent", agent);
    if (!call.headers().containsKey("Accept")) {
      request.header("Accept", "application/json");
    }
    call.headers().forEach(request::setHeader);
    if (settings.key() != null) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    return request.build();
  }

  private Failed failed(Throwable origin) {
    if (origin instanceof HttpTimeoutException
        && !(origin instanceof HttpConnectTimeoutException)) {
      return new Failed(late(origin), false, false, null);
    }
    boolean unsent =
        origin instanceof ConnectException || origin instanceof HttpConnectTimeoutException;
    String what =
        origin.getCause() instanceof UnresolvedAddressException
            ? "The host " + settings.url().getHost() + " is not known."
            : unsent
                ? "Nothing answers at " + settings.url() + "."
                : "The connection to " + settings.url() + " broke: " + origin.getMessage();
    return new Failed(SsotException.connection(what, origin), unsent, true, null);
  }

  private SsotException late(Throwable origin) {
    return SsotException.timeout(
        settings.url() + " did not answer within " + settings.deadline().toMillis() + " ms.",
        origin);
  }

  private SsotException refused(Call call, Answer answer) {
    if (answer.status() / 100 == 3) {
      return SsotException.connection(
          settings.url()
              + " sends "
              + call
              + " elsewhere, to "
              + answer.header("Location").orElse("no address")
              + "; redirects are not followed because the key would go along.",
          null);
    }
    Problem problem = problem(call, answer);
    return SsotException.of(problem, answer.entityTag());
  }

  private Problem problem(Call call, Answer answer) {
    try {
      if (answer.header("Content-Type").orElse("").contains("json")) {
        return Problems.read(answer);
      }
    } catch (SsotException _) {
      // Something between here and the registry may answer in its own words.
    }
    return Problems.foreign(
        answer.status(),
        call + " was answered with status " + answer.status() + ", and not by a registry.",
        List.of(
            Cause.of(
                settings.url() + " may not be a Nexus registry.",
                "Check the address; " + settings.url() + "/health answers on a registry.")));
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers.firstValue("Retry-After").map(RetryAfter::read).orElse(null);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
