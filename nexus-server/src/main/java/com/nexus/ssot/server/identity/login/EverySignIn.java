package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.identity.SignInEnds;
import com.nexus.ssot.server.identity.TokenEnds;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Everything that a person is signed in with, here and on devices. Thread-safe. */
@Component
final class EverySignIn implements SignInEnds {
  private final SessionStore sessions;
  private final TokenEnds tokens;
  private final PasswordTable passwords;
  private final TotpTable totp;

  EverySignIn(SessionStore sessions, TokenEnds tokens, PasswordTable passwords, TotpTable totp) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.passwords = passwords;
    this.totp = totp;
  }

  @Override
  public AuditEvent endAll(Writes writes, UUID principalId, Instant now) {
    sessions.endAll(writes, principalId, null);
    return tokens.endAll(writes, principalId, now);
  }

  @Override
  public AuditEvent takeAway(Writes writes, UUID principalId, Instant now) {
    totp.remove(writes, principalId);
    passwords.remove(writes, principalId);
    return endAll(writes, principalId, now);
  }
}
