package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

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
    STEP_UP("login.step_up"),
    LOGOUT("login.logout"),
    SESSIONS_ENDED("login.end_sessions"),
    PASSWORD_SET("login.set_password"),
    TOTP_SET("login.set_totp");

    private final String action;

    Act(String action) {
      this.action = action;
    }
  }

  /** Records an act, as the last statement of a transaction. */
  void record(Writes writes, Actor actor, Instant at, Act act) {
    append(writes, actor, at, List.of(done(act)));
  }

  /** Records an act and what came of it, as the last statement of a transaction. */
  void record(Writes writes, Actor actor, Instant at, Act act, AuditEvent with) {
    append(writes, actor, at, List.of(done(act), with));
  }

  private static AuditEvent done(Act act) {
    return event(act.action, AuditEvent.Result.SUCCESS, null, null);
  }

  /**
   * Records failed logins, as the last statement of a transaction.
   *
   * @param count how many
   */
  void failed(Writes writes, Actor actor, Instant at, int count) {
    JsonNode told = Json.tree(Map.of("attempts", count));
    String code = FaultCode.UNAUTHENTICATED.name();
    AuditEvent event = event("login.fail", AuditEvent.Result.DENIED, code, told);
    append(writes, actor, at, List.of(event));
  }

  private void append(Writes writes, Actor actor, Instant at, List<AuditEvent> events) {
    audit.append(writes, audit.prepare(actor, at, events));
  }

  private static AuditEvent event(
      String action, AuditEvent.Result result, @Nullable String code, @Nullable JsonNode told) {
    return new AuditEvent(action, result, code, null, null, told, null, null);
  }
}
