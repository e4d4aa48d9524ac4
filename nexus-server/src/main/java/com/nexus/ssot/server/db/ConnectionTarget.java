package com.nexus.ssot.server.db;

import org.jspecify.annotations.Nullable;

/**
 * Where and as whom to log in to the database.
 *
 * @param url JDBC address without user and password
 */
record ConnectionTarget(String url, @Nullable String user, @Nullable String password) {

  @Override
  public String toString() {
    return url;
  }
}
