package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.db.Session;
import com.nexus.ssot.server.db.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * That this server is about to show a key which it made up. No other server makes one up meanwhile;
 * it ends with the server, however that ends. Not thread-safe.
 */
final class KeyHandover implements AutoCloseable {
  private final Session session;

  private KeyHandover(Session session) {
    this.session = session;
  }

  /** Begins it; null when another server is about to show one. */
  static @Nullable KeyHandover begin(Sessions sessions) {
    Session session = sessions.open();
    if (!KeyTable.beginHandover(session)) {
      session.close();
      return null;
    }
    return new KeyHandover(session);
  }

  @Override
  public void close() {
    session.close();
  }
}
