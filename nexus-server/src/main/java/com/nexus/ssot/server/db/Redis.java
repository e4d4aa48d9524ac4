package com.nexus.ssot.server.db;

import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.settings.RedisSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis for what may be lost. It may be away at any time, also when the server starts: whoever
 * asks it must do without an answer. One connection, which is made anew within a second or two of
 * its loss. Thread-safe.
 */
public final class Redis implements HealthComponent, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofMillis(250);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final int WAITING_COMMANDS = 10_000;

  private final RedisSettings settings;
  private final ClientResources resources;
  private final RedisClient client;
  private final Thread connecting;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile boolean closed;
  private volatile long restUntil = System.nanoTime();

  /** Begins to connect; does not wait for it. */
  public Redis(RedisSettings settings) {
    this.settings = settings;
    this.resources =
        ClientResources.builder().reconnectDelay(Delay.constant(TRY_AGAIN_AFTER)).build();
    this.client = RedisClient.create(resources, uri(settings));
    this.client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(WAITING_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_WITHIN).build())
            .timeoutOptions(TimeoutOptions.enabled(ANSWER_WITHIN))
            .build());
    client.addListener(new Told());
    this.connecting = Thread.ofVirtual().name("redis").start(this::connect);
  }

  private static RedisURI uri(RedisSettings settings) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(settings.host())
            .withPort(settings.port())
            .withDatabase(settings.database())
            .withClientName("nexus")
            .withSsl(settings.tls())
            .withTimeout(CONNECT_WITHIN);
    String password = settings.password();
    if (password != null && settings.user() != null) {
      uri.withAuthentication(settings.user(), password.toCharArray());
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    return uri.build();
  }

  /** Until the first connection stands; the client itself keeps it from then on. */
  private void connect() {
    boolean told = false;
    while (!closed && connection == null) {
      try {
        connection = client.connect();
      } catch (RedisException e) {
        if (!told) {
          LOG.warn("{} cannot be reached; the server goes on without it", settings);
          told = true;
        }
        rest();
      }
    }
  }

  /** Tells the log of what comes and goes, once each. */
  private final class Told implements RedisConnectionStateListener {

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> channel, SocketAddress address) {
      LOG.info("Connected to {}", settings);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
      if (!closed) {
        LOG.warn("{} is away; the server goes on without it", settings);
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(TRY_AGAIN_AFTER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /**
   * Asks Redis. Waits for 250 milliseconds at most, and not at all while it is known to be away or
   * did not answer within the last second.
   *
   * @return the answer; empty when there is none, because Redis is away, slow or unwilling
   */
  public <T> Optional<T> ask(Function<RedisCommands<String, String>, @Nullable T> commands) {
    StatefulRedisConnection<String, String> open = connection;
    if (open == null || !open.isOpen() || System.nanoTime() - restUntil < 0) {
      failures.incrementAndGet();
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(commands.apply(open.sync()));
    } catch (RedisCommandTimeoutException e) {
      // Not every caller shall wait for one that hangs.
      restUntil = System.nanoTime() + TRY_AGAIN_AFTER.toNanos();
      failures.incrementAndGet();
      return Optional.empty();
    } catch (RedisException e) {
      failures.incrementAndGet();
      LOG.debug("Redis did not answer", e);
      return Optional.empty();
    }
  }

  /** How often Redis was asked and did not answer. */
  public long failures() {
    return failures.get();
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Health health() {
    return ask(RedisCommands::ping).isPresent()
        ? Health.ok()
        : Health.degraded("Redis does not answer; what it would hold is kept in this process.");
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
    connecting.interrupt();
    client.shutdown(Duration.ZERO, CONNECT_WITHIN);
    resources.shutdown(0, CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
