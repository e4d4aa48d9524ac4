package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.WriteOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changes whose time has come, and ends those whose time is over. The rows themselves are
 * the schedule, so that nothing is lost when a server dies; several servers may look at once.
 * Thread-safe.
 */
final class DueChanges {
  private static final Logger LOG = LoggerFactory.getLogger(DueChanges.class);

  private final ChangeTable changes;
  private final Turns turns;
  private final Settling settling;
  private final Supplier<Actor> server;
  private final InstantSource clock;

  /**
   * @param server the server itself, which acts here
   */
  DueChanges(
      ChangeTable changes,
      Turns turns,
      Settling settling,
      Supplier<Actor> server,
      InstantSource clock) {
    this.changes = changes;
    this.turns = turns;
    this.settling = settling;
    this.server = server;
    this.clock = clock;
  }

  /** Does what is due now. */
  void run() {
    Instant now = clock.instant();
    changes.over(now).forEach(this::expire);
    changes.due(now).forEach(this::apply);
  }

  private void expire(UUID id) {
    act(
        id,
        ChangeAct.WITHDRAW,
        turn -> {
          StoredChange stored = turn.stored();
          changes.move(
              turn.writes(),
              id,
              ChangeState.EXPIRED,
              stored.change().required(),
              null,
              null,
              "Its time is over.");
          return Turn.End.of(
              ChangeEvents.of(
                  "expired", stored, null, ChangeEvents.standing(stored, ChangeState.EXPIRED)));
        });
  }

  private void apply(UUID id) {
    act(
        id,
        ChangeAct.APPLY,
        turn -> {
          StoredChange stored = turn.stored();
          Instant planned = stored.change().scheduledFor();
          if (stored.state() != ChangeState.SCHEDULED
              || planned == null
              || planned.isAfter(turn.now())) {
            return Turn.End.of();
          }
          Instant due = settling.due(stored, turn.now()).orElse(null);
          if (due == null) {
            return settling.fail(turn, Settling.noWindow());
          }
          if (due.isAfter(turn.now())) {
            return settling.schedule(
                turn, due, stored.change().required(), stored.change().approvedBy(), List.of());
          }
          return settling.apply(turn, List.of());
        });
  }

  private void act(UUID id, ChangeAct act, Turn.Work work) {
    try {
      turns.run(id, act, server.get(), WriteOptions.none(), null, work);
    } catch (Fault fault) {
      LOG.info("The change {} could not be taken on: {}", id, fault.detail());
    } catch (RuntimeException e) {
      // Others that are due must not wait for one that cannot be.
      LOG.warn("The change {} could not be taken on", id, e);
    }
  }
}
