package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditEvent.Result;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what happens to tokens, and tells all servers what no longer counts. Thread-safe. */
@Component
final class TokenLog {
  private final AuditLog audit;
  private final Followers followers;

  TokenLog(AuditLog audit, Followers followers) {
    this.audit = audit;
    this.followers = followers;
  }

  /** Writes an event as the last statement of a transaction. */
  void write(Writes writes, Actor actor, Instant at, AuditEvent event) {
    writes.flush();
    audit.append(writes, audit.prepare(actor, at.truncatedTo(ChronoUnit.MICROS), List.of(event)));
  }

  /** That a token, or a family of them, opens nothing any more. */
  static AuditEvent revoked(String action, Result result, UUID id, Instant until) {
    return event(
        action,
        result,
        new AuditEvent.Target(Revocations.TOKEN, id, id.toString(), null, 1),
        new Revocations.Revoked(id, until));
  }

  /** That the older tokens of a principal open nothing any more. */
  static AuditEvent floor(UUID principalId, Instant validFrom) {
    return event(
        "token.revoke_all",
        Result.SUCCESS,
        new AuditEvent.Target(Revocations.FLOOR, principalId, principalId.toString(), null, 1),
        new Revocations.Floor(principalId, validFrom));
  }

  private static AuditEvent event(
      String action, Result result, AuditEvent.Target target, Record after) {
    @Nullable String code = result == Result.SUCCESS ? null : "UNAUTHENTICATED";
    return new AuditEvent(action, result, code, target, null, Json.tree(after), null, null);
  }

  /** Tells of an event whose transaction is committed. */
  void committed(AuditEvent event) {
    followers.committed(event.changes());
  }

  /** Events were written that nobody in this server waits for. */
  void committed() {
    followers.committed(List.of());
  }
}
