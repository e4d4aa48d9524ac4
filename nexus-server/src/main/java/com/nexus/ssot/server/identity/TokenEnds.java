package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;

/** Ends tokens before their time. Implemented where they are made. */
public interface TokenEnds {

  /**
   * Ends every token that a principal has had so far, in whole seconds: what is made later in the
   * same second ends too. With them end the logins on devices, also those that were confirmed and
   * not yet taken up.
   *
   * @return what the transaction must record, and followers hear of after its commit
   */
  AuditEvent endAll(Writes writes, UUID principalId, Instant now);
}
