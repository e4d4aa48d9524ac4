package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept. Whether a principal is active is not asked here, so that losing sessions
 * costs a login and never undoes a revocation.
 */
interface SessionStore {

  Optional<SessionEntry> find(SessionHash hash);

  /** The same, held until the end of the transaction. */
  Optional<SessionEntry> lock(SessionHash hash);

  void add(Writes writes, SessionEntry session);

  /** Notes that a session is used; one that ended meanwhile stays ended. */
  void use(Writes writes, SessionHash hash, Instant at);

  void end(Writes writes, SessionHash hash);

  /**
   * Ends the sessions of a principal.
   *
   * @param except one that goes on; null for none
   */
  void endAll(Writes writes, UUID principalId, @Nullable SessionHash except);

  /** Drops what was opened, or used last, before these times. */
  void drop(Writes writes, Instant openedBefore, Instant usedBefore);

  /** Sessions of a principal, newest first. */
  List<SessionEntry> of(UUID principalId);
}
