package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Clears away sessions that open nothing any more: those that grew too old, and those of people who
 * were disabled, so that they do not come back with their person. Thread-safe.
 */
@Component
final class EndedSessions implements ChangeListener, AutoCloseable {
  private static final Set<String> PEOPLE = Set.of("principal", "user");
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final SessionStore store;
  private final Transactions transactions;
  private final Repeated clearing;

  EndedSessions(SessionStore store, Sessions sessions, Transactions transactions) {
    this.store = store;
    this.transactions = transactions;
    this.clearing = Repeated.start("ended-sessions", PAUSE, sessions::dropEnded);
  }

  @Override
  public void committed(List<ObjectChange> changes) {
    for (ObjectChange change : changes) {
      if (PEOPLE.contains(change.objectType())) {
        transactions.write(writes -> {
          store.endOfDisabled(writes, change.objectId());
          return true;
        });
      }
    }
  }

  @Override
  public void close() {
    clearing.close();
  }
}
