package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;

/** Ends what people are signed in with. Implemented where they sign in. */
public interface SignInEnds {

  /**
   * Ends all sessions and tokens of a person. Keys go on.
   *
   * @return what the transaction must record, and followers hear of after its commit
   */
  AuditEvent endAll(Writes writes, UUID principalId, Instant now);

  /**
   * The same, and takes away the authenticator program together with the password: nobody shall
   * sign in with what is left of two proofs.
   */
  AuditEvent takeAway(Writes writes, UUID principalId, Instant now);
}
