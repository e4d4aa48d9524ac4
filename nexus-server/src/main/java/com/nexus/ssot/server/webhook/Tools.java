package com.nexus.ssot.server.webhook;

import com.nexus.ssot.server.audit.LoggedEventTable;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every turn needs. Immutable, and thread-safe as its parts are.
 *
 * @param connections how many turns may ask the database at a time, so that they take no connection
 *     away from those who call the server
 */
record Tools(
    WebhookTable webhooks,
    StateTable states,
    AttemptTable attempts,
    LoggedEventTable log,
    Audience audience,
    Messages messages,
    Sender sender,
    Backoff backoff,
    Meters meters,
    Transactions transactions,
    InstantSource clock,
    Semaphore connections) {

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  <T> T read(Supplier<T> work) throws InterruptedException {
    connections.acquire();
    try {
      return work.get();
    } finally {
      connections.release();
    }
  }

  void write(Consumer<Writes> work) throws InterruptedException {
    writeIf(() -> true, work);
  }

  /** Writes if something holds inside the transaction; returns whether it did. */
  boolean writeIf(BooleanSupplier condition, Consumer<Writes> work) throws InterruptedException {
    return read(() ->
        transactions.write(writes -> {
          boolean holds = condition.getAsBoolean();
          if (holds) {
            work.accept(writes);
          }
          return holds;
        }));
  }
}
