package com.nexus.ssot.server;

import com.nexus.ssot.server.settings.RedisSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis on a free port of this machine, which can be stopped and started again. */
public final class TestRedis implements AutoCloseable {
  private static final String PASSWORD = "planted-redis-password";

  private final int port;
  private RedisServer server;

  private TestRedis(int port) {
    this.port = port;
    this.server = make(port);
  }

  /** One that does not run yet. */
  public static TestRedis stopped() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new TestRedis(free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that runs. */
  public static TestRedis running() {
    TestRedis redis = stopped();
    redis.start();
    return redis;
  }

  private static RedisServer make(int port) {
    try {
      return RedisServer.newRedisServer()
          .port(port)
          .bind("127.0.0.1")
          .setting("save \"\"")
          .setting("requirepass " + PASSWORD)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code REDIS_URL} says. */
  public String url() {
    return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
  }

  /** The same as a setting that was read; with another password it lets nobody in. */
  public RedisSettings settings(String password) {
    return new RedisSettings("127.0.0.1", port, false, null, password, 0);
  }

  /** The same as a setting that was read. */
  public RedisSettings settings() {
    return settings(PASSWORD);
  }

  /** Starts it, empty. */
  public void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it. */
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = make(port);
  }

  @Override
  public void close() {
    if (server.isActive()) {
      stop();
    }
  }
}
