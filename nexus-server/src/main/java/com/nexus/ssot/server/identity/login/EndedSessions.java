package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.db.Repeated;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Clears away sessions that grew too old to open anything. Thread-safe. */
@Component
final class EndedSessions implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Repeated clearing;

  EndedSessions(Sessions sessions) {
    this.clearing = Repeated.start("ended-sessions", PAUSE, sessions::dropEnded);
  }

  @Override
  public void close() {
    clearing.close();
  }
}
