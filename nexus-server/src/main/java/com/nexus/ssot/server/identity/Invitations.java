package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;

/** Lets people in who have no way to sign in yet. */
public interface Invitations {

  /**
   * Invites a person; what invited them before ends.
   *
   * @return the code that opens the door once; it is not stored in the clear
   */
  String invite(Writes writes, UUID principalId, Instant now);
}
