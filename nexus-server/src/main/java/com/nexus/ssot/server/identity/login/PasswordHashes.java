package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id. Each hash takes 19 MiB while it runs, so only a few run at once;
 * others wait, and too many are turned away. They run on threads of their own: a hash would hold
 * the carrier of a virtual thread until it is done, and with it every other request. Thread-safe.
 */
final class PasswordHashes implements AutoCloseable {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final ExecutorService threads;
  private final Semaphore permits;
  private final Duration patience;
  private final AtomicLong computed = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final String nobodys;

  /**
   * @param atOnce how many hashes run at once
   * @param patience how long others wait
   */
  PasswordHashes(int atOnce, Duration patience) {
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
    this.permits = new Semaphore(atOnce, true);
    this.patience = patience;
    this.nobodys = hash("the password of nobody at all");
  }

  /** How many hashes were computed so far. */
  long computed() {
    return computed.get();
  }

  /** How many were computed at once at most. */
  int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** The hash of a new password, with a salt of its own. */
  String hash(String password) {
    return inTurn(() -> encoder.encode(PasswordRules.normalised(password)));
  }

  /**
   * Whether a password is the one that was hashed. Takes as long where there is nothing to compare
   * it with.
   *
   * @param hash null for people who are unknown or have no password
   */
  boolean matches(String password, @Nullable String hash) {
    String against = hash == null ? nobodys : hash;
    boolean same = inTurn(() -> encoder.matches(PasswordRules.normalised(password), against));
    return same && hash != null;
  }

  /** Whether a hash was made with less than is asked for today. */
  boolean isWeaker(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw Fault.of(FaultCode.OVERLOADED, "Too many people sign in at this moment.");
      }
      return threads.submit(() -> counted(work)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(FaultCode.UNAVAILABLE, "The server is stopping.", e);
    } catch (RejectedExecutionException e) {
      throw Fault.of(FaultCode.UNAVAILABLE, "The server is stopping.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }

  private <T> T counted(Supplier<T> work) {
    computed.incrementAndGet();
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      return work.get();
    } finally {
      running.decrementAndGet();
      permits.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
