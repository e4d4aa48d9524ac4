package com.nexus.ssot.gateway;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for {@link Suggestions} without letting them harm the answer: a few at a time, for a short
 * time, never on the thread of the connection. Thread-safe.
 */
final class SuggestionDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SuggestionDesk.class);
  private static final int AT_ONCE = 4;
  private static final int MOST = 3;
  private static final long PATIENCE_MILLIS = 250;

  private final Suggestions suggestions;
  private final Executor executor;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  SuggestionDesk(Suggestions suggestions, Executor executor) {
    this.suggestions = suggestions;
    this.executor = executor;
  }

  /**
   * Finds names and hands them over, exactly once; none when all seats are taken, or when it fails
   * or takes too long.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the consumer is the end of the chain
  void ask(String contextKey, String alias, Consumer<List<String>> then) {
    if (suggestions.equals(Suggestions.NONE) || !seats.tryAcquire()) {
      then.accept(List.of());
      return;
    }
    CompletableFuture<List<String>> found = new CompletableFuture<>();
    found
        .completeOnTimeout(List.of(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .thenAcceptAsync(then, executor);
    try {
      executor.execute(() -> search(contextKey, alias, found));
    } catch (RejectedExecutionException e) {
      seats.release();
      found.complete(List.of());
    }
  }

  private void search(String contextKey, String alias, CompletableFuture<List<String>> found) {
    try {
      List<String> names = suggestions.near(contextKey, alias);
      found.complete(List.copyOf(names.subList(0, Math.min(MOST, names.size()))));
    } catch (RuntimeException e) {
      LOG.debug("no suggestions: {}", e.toString());
      found.complete(List.of());
    } finally {
      seats.release();
    }
  }
}
