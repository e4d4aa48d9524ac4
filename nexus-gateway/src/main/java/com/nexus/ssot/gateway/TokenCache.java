package com.nexus.ssot.gateway;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about tokens, by their hashes: those that are valid until they end, and for
 * some minutes at most; the others for a short time, so that sending rubbish again and again costs
 * little. Bounded. Thread-safe.
 */
final class TokenCache {
  private static final int MOST = 10_000;
  private static final long GRANTED_FOR_MILLIS = 300_000;
  private static final long REFUSED_FOR_MILLIS = 10_000;

  private volatile Page page = new Page();

  /** The SHA-256 of a token. */
  record Hash(long a, long b, long c, long d) {
    static Hash of(byte[] sha256) {
      ByteBuffer bytes = ByteBuffer.wrap(sha256);
      return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
  }

  private record Entry(TokenVerdict verdict, long until) {}

  /**
   * What was found out since something last changed. What is found out by what held before is
   * written on the old page, where nobody looks.
   */
  static final class Page {
    // Apart, so that rubbish cannot push out what is valid.
    private final Map<Hash, Entry> granted = new ConcurrentHashMap<>();
    private final Map<Hash, Entry> refused = new ConcurrentHashMap<>();
    private final Map<Hash, CompletableFuture<TokenVerdict>> running = new ConcurrentHashMap<>();

    /** What is being found out. */
    Map<Hash, CompletableFuture<TokenVerdict>> running() {
      return running;
    }

    /** What is known at a time in milliseconds since 1970; null when nothing is. */
    @Nullable TokenVerdict verdict(Hash hash, long now) {
      Entry entry = granted.get(hash);
      if (entry == null) {
        entry = refused.get(hash);
        return entry == null || entry.until() <= now ? null : entry.verdict();
      }
      if (entry.verdict() instanceof TokenVerdict.Granted(TokenGrant grant)
          && grant.expiresAt().toEpochMilli() <= now) {
        return TokenVerdict.Refused.INVALID;
      }
      return entry.until() <= now ? null : entry.verdict();
    }

    void put(Hash hash, TokenVerdict verdict, long now) {
      switch (verdict) {
        case TokenVerdict.Granted(TokenGrant grant) ->
            put(granted, hash, new Entry(verdict, until(grant, now)), now);
        case TokenVerdict.Refused.INVALID -> {
          granted.remove(hash);
          put(refused, hash, new Entry(verdict, now + REFUSED_FOR_MILLIS), now);
        }
        default -> {}
      }
    }

    private static long until(TokenGrant grant, long now) {
      return Math.min(grant.expiresAt().toEpochMilli(), now + GRANTED_FOR_MILLIS);
    }

    private static void put(Map<Hash, Entry> known, Hash hash, Entry entry, long now) {
      if (known.size() >= MOST) {
        known.values().removeIf(old -> old.until() <= now);
        if (known.size() >= MOST) {
          known.clear(); // each is verified once more
        }
      }
      known.put(hash, entry);
    }

    int size() {
      return granted.size() + refused.size();
    }
  }

  Page page() {
    return page;
  }

  /** Nothing that is known counts any more. */
  void forget() {
    page = new Page();
  }
}
