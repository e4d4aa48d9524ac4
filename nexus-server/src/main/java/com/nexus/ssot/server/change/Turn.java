package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody doing something with a change, inside a transaction that holds the change.
 *
 * @param now the time of the act, in whole microseconds
 */
record Turn(StoredChange stored, ChangeAct act, Actor actor, Writes writes, Instant now) {

  /**
   * What came of it.
   *
   * @param events written last
   * @param applied what took effect
   * @param refusal what the caller is told although something was stored, as when the change turned
   *     out to be stale; null when all is well
   */
  record End(List<AuditEvent> events, List<ObjectChange> applied, @Nullable Fault refusal) {
    static End of(AuditEvent... events) {
      return new End(List.of(events), List.of(), null);
    }
  }

  /** Refuses who read something else than what stands in the change now. */
  void requireDigest(String digest) {
    Change change = stored.change();
    if (!change.digest().equals(digest)) {
      throw Fault.of(
          FaultCode.DIGEST_MISMATCH,
          "The change does something else by now; look at it again.",
          List.of(
              Cause.at(
                  "/digest",
                  "Revision " + change.revision() + " has the digest " + change.digest() + ".",
                  "Read the change, and send the digest of what you read.")));
    }
  }

  /** Work on a change. */
  interface Work {
    End done(Turn turn);
  }
}
