package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is recorded of signing in. Events name no object: people are their pseudonyms, sessions
 * stand in how the caller came. Thread-safe.
 */
@Component
final class LoginLog {
  private final AuditLog audit;

  LoginLog(AuditLog audit) {
    this.audit = audit;
  }

  /** What people do there. */
  enum Act {
    LOGIN("login.succeed"),
    LOGIN_FAILED("login.fail"),
    STEP_UP("login.step_up"),
    LOGOUT("login.logout"),
    SESSIONS_ENDED("login.end_sessions"),
    PASSWORD_SET("login.set_password"),
    TOTP_SET("login.set_totp"),
    TOTP_REMOVED("login.remove_totp");

    private final String action;

    Act(String action) {
      this.action = action;
    }
  }

  /** Records an act, as the last statement of a transaction. */
  void record(Writes writes, Actor actor, Instant at, Act act) {
    AuditEvent event =
        act == Act.LOGIN_FAILED
            ? event(act, AuditEvent.Result.DENIED, FaultCode.UNAUTHENTICATED.name())
            : event(act, AuditEvent.Result.SUCCESS, null);
    audit.append(writes, audit.prepare(actor, at, List.of(event)));
  }

  private static AuditEvent event(Act act, AuditEvent.Result result, @Nullable String code) {
    return new AuditEvent(act.action, result, code, null, null, null, null, null);
  }
}
