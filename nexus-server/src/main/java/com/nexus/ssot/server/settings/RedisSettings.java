package com.nexus.ssot.server.settings;

import org.jspecify.annotations.Nullable;

/**
 * Which Redis the server uses for what may be lost.
 *
 * @param tls whether the connection is encrypted, with certificate and host name verified
 * @param user null for Redis's default user
 * @param password null when Redis asks for none
 * @param database its number
 */
public record RedisSettings(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    int database) {

  /** Without user and password. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "rediss://" : "redis://") + shown + ":" + port + "/" + database;
  }
}
