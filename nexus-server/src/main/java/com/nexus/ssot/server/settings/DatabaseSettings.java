package com.nexus.ssot.server.settings;

import org.jspecify.annotations.Nullable;

/** Which database the server uses. */
public sealed interface DatabaseSettings {

  /** The PostgreSQL that the server brings along, with its data in the data folder. */
  record Embedded() implements DatabaseSettings {}

  /**
   * A PostgreSQL that somebody else runs.
   *
   * @param jdbcUrl address without user and password
   * @param password null when the database asks for none
   */
  record External(String jdbcUrl, @Nullable String user, @Nullable String password)
      implements DatabaseSettings {

    /** Whether the other side must prove that it is the database; encryption alone does not ask. */
    boolean isVerified() {
      return jdbcUrl.matches(".*[?&]sslmode=verify-full(&.*)?");
    }

    @Override
    public String toString() {
      return jdbcUrl;
    }
  }
}
