package com.nexus.ssot.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a bearer token allows: from memory, or after it was verified once, a few at a time and
 * never on the thread of the connection. Thread-safe.
 */
final class TokenDesk {
  private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);
  private static final int AT_ONCE = 64;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int SHORTEST = 20;
  private static final int LONGEST = 8 << 10;

  private final TokenCache cache;
  private final TokenCheck check;
  private final Executor executor;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  TokenDesk(TokenCache cache, TokenCheck check, Executor executor) {
    this.cache = cache;
    this.check = check;
    this.executor = executor;
  }

  /** Hands over what is known of a token, exactly once, at once or later on another thread. */
  void ask(Credential token, long now, Consumer<TokenVerdict> then) {
    TokenCache.Hash hash = check.equals(TokenCheck.NONE) ? null : token.tokenHash();
    if (hash == null) {
      then.accept(TokenVerdict.Refused.INVALID);
      return;
    }
    TokenCache.Page page = cache.page();
    TokenVerdict known = page.verdict(hash, now);
    if (known == null) {
      verify(token.text, hash, page, now, then);
    } else {
      then.accept(known);
    }
  }

  /** Several that come with the same token wait for the first. */
  @SuppressWarnings("FutureReturnValueIgnored") // the consumer is the end of the chain
  private void verify(
      String token,
      TokenCache.Hash hash,
      TokenCache.Page page,
      long now,
      Consumer<TokenVerdict> then) {
    CompletableFuture<TokenVerdict> mine = new CompletableFuture<>();
    CompletableFuture<TokenVerdict> other = page.running().putIfAbsent(hash, mine);
    if (other != null) {
      other.thenAcceptAsync(then, executor);
      return;
    }
    mine.completeOnTimeout(TokenVerdict.Refused.AWAY, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .thenAcceptAsync(then, executor);
    if (!seats.tryAcquire()) {
      finish(page, hash, mine, TokenVerdict.Refused.BUSY);
      return;
    }
    try {
      executor.execute(() -> {
        TokenVerdict verdict = TokenVerdict.Refused.AWAY;
        try {
          verdict = verdict(token);
          page.put(hash, verdict, now);
        } finally {
          seats.release();
          finish(page, hash, mine, verdict);
        }
      });
    } catch (RejectedExecutionException e) {
      seats.release();
      finish(page, hash, mine, TokenVerdict.Refused.BUSY);
    }
  }

  private static void finish(
      TokenCache.Page page,
      TokenCache.Hash hash,
      CompletableFuture<TokenVerdict> mine,
      TokenVerdict verdict) {
    page.running().remove(hash, mine);
    mine.complete(verdict);
  }

  private TokenVerdict verdict(String token) {
    try {
      TokenGrant grant = check.grantOf(token);
      return grant == null ? TokenVerdict.Refused.INVALID : new TokenVerdict.Granted(grant);
    } catch (RuntimeException e) {
      LOG.debug("a token cannot be verified: {}", e.toString());
      return TokenVerdict.Refused.AWAY;
    }
  }

  /** Three parts of base64url with dots between; nothing else can be a signed token. */
  static boolean hasShape(String token) {
    int length = token.length();
    if (length < SHORTEST || length > LONGEST || token.charAt(length - 1) == '.') {
      return false;
    }
    int dots = 0;
    for (int i = 0; i < length; i++) {
      char c = token.charAt(i);
      if (c == '.') {
        if (i == 0 || token.charAt(i - 1) == '.' || ++dots > 2) {
          return false;
        }
      } else if (!isBase64Url(c)) {
        return false;
      }
    }
    return dots == 2;
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
