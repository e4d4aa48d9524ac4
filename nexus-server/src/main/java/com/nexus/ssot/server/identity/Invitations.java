package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.UUID;

/** Lets people in who have no way to sign in yet. */
public interface Invitations {

  /**
   * Invites a person; what invited them before ends.
   *
   * @param by who does, and so knows the code
   * @return the code that opens the door once; it is not stored in the clear
   */
  String invite(Writes writes, UUID principalId, UUID by, Instant now);

  /** Takes back what invites a person, as when they are disabled. */
  void withdraw(Writes writes, UUID principalId);

  /** Takes it back unless it is this principal's own: what the code opens was changed by them. */
  void withdrawOfOthers(Writes writes, UUID principalId, UUID by);
}
