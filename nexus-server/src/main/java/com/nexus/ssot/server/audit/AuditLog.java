package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The log of everything that was changed, or refused, by whom. An event commits with what it
 * records or not at all; the sequencer gives it its index afterwards. Thread-safe.
 */
public final class AuditLog {
  private final AuditTable table;
  private final EventWriter writer;

  AuditLog(AuditTable table, EventWriter writer) {
    this.table = table;
    this.writer = writer;
  }

  /**
   * Checks events and makes what is stored of them.
   *
   * @param at the time of the act, in whole microseconds
   * @throws com.nexus.ssot.model.fault.Fault {@code INVALID} when one cannot be recorded
   */
  public AuditEntries prepare(Actor actor, Instant at, List<AuditEvent> events) {
    return new AuditEntries(events.stream().map(event -> writer.write(actor, at, event)).toList());
  }

  /**
   * Adds events to the running transaction. Nothing may be written in it afterwards: the order
   * number must be drawn when all locks are held.
   */
  public void append(Writes writes, AuditEntries prepared) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("events are recorded only inside a transaction");
    }
    List<AuditEntry> entries = prepared.entries();
    if (entries.isEmpty()) {
      throw new IllegalStateException("a transaction without events has nothing to record");
    }
    for (int i = 0; i < entries.size(); i++) {
      table.insert(writes, entries.get(i), i);
    }
  }

  /**
   * The index that the next event will get. Read in the same REPEATABLE READ transaction as a
   * snapshot, it is where following the feed must start.
   */
  public long nextIndex() {
    return table.nextIndex();
  }
}
