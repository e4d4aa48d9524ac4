package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.access.Decision;
import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.identity.GrantTable.Subject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes an API key, with a service or agent of its own to use it. Never wider than the credential
 * that asks for it: what the new principal is granted is the part of its maker's grants that the
 * key asks for, and its maker's restrictions go with it. Thread-safe.
 */
@Component
final class KeyCreateKind implements ChangeKind<NewKey> {
  static final String NAME = "key.create";
  static final String OBJECT = "api_key";
  private static final Ask ADMINISTER = Ask.of(Verb.ADMIN, ObjectKind.KEY, null);

  private final Callers callers;
  private final GrantTable grants;
  private final AuthorityTable authorities;
  private final ContextLocks locks;
  private final KeyDraftCheck check;
  private final KeyTable keys;
  private final PrincipalTable principals;
  private final Subjects subjects;

  KeyCreateKind(
      Callers callers,
      GrantTable grants,
      AuthorityTable authorities,
      ContextLocks locks,
      KeyDraftCheck check,
      KeyTable keys,
      PrincipalTable principals,
      Subjects subjects) {
    this.callers = callers;
    this.grants = grants;
    this.authorities = authorities;
    this.locks = locks;
    this.check = check;
    this.keys = keys;
    this.principals = principals;
    this.subjects = subjects;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<NewKey> body() {
    return NewKey.class;
  }

  @Override
  public Set<String> moving(NewKey body) {
    return Set.of("expires_at");
  }

  @Override
  public Planned plan(NewKey body, PlanScope scope) {
    Actor actor = scope.actor();
    PrincipalKind kind = body.draft().kind();
    boolean personal = kind == PrincipalKind.HUMAN;
    if (!personal) {
      callers.require(actor, Verb.ADMIN, ObjectKind.KEY, null);
      // Rights are handed on here: those that were taken away a moment ago are not.
      locks.alone("*");
    }
    EntityTags.requireNone(scope.ifMatch(), "key");
    KeyDraftCheck.Checked draft = check.check(body.draft(), actor, scope.now());
    Instant now = scope.now();
    UUID principalId = personal ? actor.principalId() : Ids.at(now);
    KeyEntry key =
        new KeyEntry(
            body.id(),
            Ids.at(now),
            principalId,
            kind,
            personal ? null : actor.principalId(),
            draft.name(),
            HexFormat.of().parseHex(body.sha256()),
            null,
            draft.contexts(),
            draft.verbs(),
            draft.allowedFrom(),
            1,
            now,
            draft.expiresAt(),
            null,
            null,
            new KeyEntry.Maker(actor.principalId(), true));
    Key shown = key.shown();
    return new Planned(
        OBJECT,
        key.objectId(),
        key.id(),
        null,
        null,
        0,
        1,
        null,
        Json.tree(shown),
        writes -> {
          if (!personal) {
            addPrincipal(writes, key, actor, now);
          }
          keys.insert(writes, key, scope.changeId());
        });
  }

  private void addPrincipal(Writes writes, KeyEntry key, Actor maker, Instant now) {
    UUID id = key.principalId();
    principals.insert(writes, id, key.kind(), key.name(), maker.principalId(), false, now);
    subjects.add(writes, id);
    Authority authority =
        authorities
            .find(maker.principalId())
            .map(Principal::authority)
            .filter(found -> found.mayDo(ADMINISTER, ContextRule.NONE))
            .orElseThrow(() -> Refusals.of(Decision.Reason.NO_GRANT));
    authority
        .within(Set.copyOf(key.verbs()), Set.copyOf(key.contexts()))
        .forEach(grant -> grants.grant(writes, Subject.PRINCIPAL, id, grant, now));
    authority
        .restrictions()
        .forEach(forbidden -> grants.restrict(writes, Subject.PRINCIPAL, id, forbidden, now));
  }
}
