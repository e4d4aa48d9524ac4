package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.http.EntityTags;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Ends an API key for good. Thread-safe. */
@Component
final class KeyRevokeKind implements ChangeKind<KeyRevocation> {
  static final String NAME = "key.revoke";

  private final Callers access;
  private final KeyTable keys;
  private final Administrators administrators;
  private final ContextLocks locks;

  KeyRevokeKind(Callers access, KeyTable keys, Administrators administrators, ContextLocks locks) {
    this.access = access;
    this.keys = keys;
    this.administrators = administrators;
    this.locks = locks;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<KeyRevocation> body() {
    return KeyRevocation.class;
  }

  @Override
  public Set<String> moving(KeyRevocation body) {
    return Set.of("revoked_at", "last_used_at");
  }

  @Override
  public Planned plan(KeyRevocation body, PlanScope scope) {
    // One at a time: two that end the last two keys must see each other.
    locks.alone("*");
    KeyEntry key =
        keys.lock(body.id())
            .filter(found -> KeyOwners.mayEnd(access, scope.actor(), found))
            .orElseThrow(() -> KeyOwners.unknown(body.id()));
    EntityTags.require(scope.ifMatch(), key.objectId(), key.revision());
    boolean ends = key.revokedAt() == null;
    if (ends
        && key.verbs().contains(Verb.ADMIN)
        && !administrators.anyWithout(key.id(), scope.now())) {
      throw Fault.of(
          FaultCode.IN_USE,
          "This is the last key that can administer.",
          List.of(
              Cause.of(
                  "Without it nobody could make another key.",
                  "Make another key with the verb admin first.")));
    }
    Key before = key.shown();
    Key after = ends ? key.revoked(scope.now()).shown() : before;
    int revision = ends ? key.revision() + 1 : key.revision();
    return new Planned(
        KeyCreateKind.OBJECT,
        key.objectId(),
        key.id(),
        null,
        null,
        key.revision(),
        revision,
        Json.tree(before),
        Json.tree(after),
        writes -> keys.revoke(writes, key.id(), revision, scope.now(), scope.changeId()));
  }
}
