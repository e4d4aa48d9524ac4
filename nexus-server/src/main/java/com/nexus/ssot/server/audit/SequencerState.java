package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.HealthComponent;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** How the sequencer is doing, for health and metrics. Thread-safe. */
final class SequencerState {
  private static final Duration ALARM = Duration.ofSeconds(5);

  private final DistributionSummary batches;
  private volatile boolean leads;
  private volatile boolean halted;
  private volatile boolean connected;
  private volatile long nextIndex;
  private volatile SequencerTable.Backlog backlog = new SequencerTable.Backlog(0, Duration.ZERO);

  SequencerState(MeterRegistry meters) {
    this.batches = DistributionSummary.builder("nexus_audit_batch_events").register(meters);
    Gauge.builder("nexus_audit_pending_events", this, s -> s.backlog.events()).register(meters);
    Gauge.builder(
            "nexus_audit_pending_oldest_seconds", this, s -> s.backlog.oldest().toMillis() / 1e3)
        .register(meters);
    Gauge.builder("nexus_audit_tree_size", this, s -> s.nextIndex).register(meters);
    Gauge.builder("nexus_audit_halted", this, s -> s.halted ? 1 : 0).register(meters);
  }

  boolean leads() {
    return leads;
  }

  void leading() {
    leads = true;
  }

  /** The session ended; returns whether it had worked. */
  boolean lost(boolean broken) {
    boolean worked = connected;
    leads = false;
    connected = false;
    halted = broken;
    return worked;
  }

  void batch(int events, long next) {
    nextIndex = next;
    connected = true;
    halted = false;
    if (events > 0) {
      batches.record(events);
    }
  }

  void backlog(SequencerTable.Backlog now) {
    backlog = now;
    connected = true;
  }

  HealthComponent.Health health() {
    Duration oldest = backlog.oldest();
    if (halted) {
      return HealthComponent.Health.down(
          "The log is inconsistent: nothing gets an index until an event that is missing is"
              + " restored.");
    }
    if (!connected) {
      return HealthComponent.Health.degraded("The sequencer has no session in the database.");
    }
    return oldest.compareTo(ALARM) < 0
        ? HealthComponent.Health.ok()
        : HealthComponent.Health.degraded(
            "Events wait " + oldest.toSeconds() + " seconds for their index.");
  }
}
