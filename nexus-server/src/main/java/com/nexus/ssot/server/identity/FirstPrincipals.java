package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.PrincipalTable.First;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the first principals, with the events that say so. Thread-safe. */
@Component
final class FirstPrincipals {
  private static final String SERVER_NAME = "nexus";
  private static final String ADMINISTRATOR_NAME = "administrator";

  private final PrincipalTable principals;
  private final UserTable users;
  private final BuiltInRoles roles;
  private final Administrators administrators;
  private final AuthorityTable authorities;
  private final KeyTable keys;
  private final Subjects subjects;
  private final AuditLog audit;
  private final Transactions transactions;
  private final InstantSource clock;

  FirstPrincipals(
      PrincipalTable principals,
      UserTable users,
      BuiltInRoles roles,
      Administrators administrators,
      AuthorityTable authorities,
      KeyTable keys,
      Subjects subjects,
      AuditLog audit,
      Transactions transactions,
      InstantSource clock) {
    this.principals = principals;
    this.users = users;
    this.roles = roles;
    this.administrators = administrators;
    this.authorities = authorities;
    this.keys = keys;
    this.subjects = subjects;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Makes server and administrator unless they are there.
   *
   * @param key what the administrator gets
   * @param madeUp whether nobody knows it yet
   * @return whether they were made
   */
  boolean make(ApiKey key, boolean madeUp) {
    return transactions.write(writes -> {
      if (principals.first(First.ADMINISTRATOR).isPresent()) {
        return false;
      }
      write(writes, key, madeUp, clock.instant().truncatedTo(ChronoUnit.MICROS));
      return true;
    });
  }

  private void write(Writes writes, ApiKey key, boolean madeUp, Instant now) {
    List<AuditEvent> events = new ArrayList<>();
    UUID server = Ids.at(now);
    principals.insert(writes, server, PrincipalKind.SERVICE, SERVER_NAME, null, true, now);
    principals.insertFirst(writes, First.SERVER, server);
    subjects.add(writes, server);
    events.add(made(server, PrincipalKind.SERVICE, SERVER_NAME));

    UUID administrator = Ids.at(now);
    principals.insert(
        writes, administrator, PrincipalKind.HUMAN, ADMINISTRATOR_NAME, null, false, now);
    users.insert(
        writes, administrator, ADMINISTRATOR_NAME, ADMINISTRATOR_NAME, ADMINISTRATOR_NAME, null);
    principals.insertFirst(writes, First.ADMINISTRATOR, administrator);
    subjects.add(writes, administrator);
    events.add(made(administrator, PrincipalKind.HUMAN, ADMINISTRATOR_NAME));

    events.addAll(roles.make(writes, administrator, server, now));
    KeyEntry entry = administratorKey(key, administrator, "first administrator", now);
    events.add(give(writes, entry, madeUp));

    record(writes, server, now, events);
  }

  /**
   * Brings a database of an earlier version to roles: the administrator, who could do everything
   * without one, gets the role that says so.
   *
   * @return whether it was needed
   */
  boolean bring() {
    return transactions.write(writes -> {
      keys.lockAdministration();
      UUID administrator = principals.first(First.ADMINISTRATOR).orElseThrow();
      if (!principals.isAdmin(administrator)) {
        return false;
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      UUID server = principals.first(First.SERVER).orElseThrow();
      List<AuditEvent> events = roles.make(writes, administrator, server, now);
      principals.noLongerAdmin(writes, administrator);
      record(writes, server, now, events);
      return true;
    });
  }

  /**
   * Gives the administrator another key where no key is left that could make one: whoever can start
   * the server on its data owns it.
   *
   * @param madeUp whether nobody knows the key yet
   * @return whether it was needed
   */
  boolean readmit(ApiKey key, boolean madeUp) {
    return transactions.write(writes -> {
      keys.lockAdministration();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      if (administrators.any(now)) {
        return false;
      }
      UUID administrator = principals.first(First.ADMINISTRATOR).orElseThrow();
      UUID server = principals.first(First.SERVER).orElseThrow();
      List<AuditEvent> events = new ArrayList<>();
      if (!Administrators.administers(authorities.find(administrator).orElseThrow().authority())) {
        events.addAll(roles.restore(writes, administrator, server, now));
      }
      KeyEntry entry = administratorKey(key, administrator, "administrator, readmitted", now);
      events.add(give(writes, entry, madeUp));
      record(writes, server, now, events);
      return true;
    });
  }

  private void record(Writes writes, UUID server, Instant now, List<AuditEvent> events) {
    writes.flush();
    Actor actor = actor(authorities.find(server).orElseThrow());
    audit.append(writes, audit.prepare(actor, now, events));
  }

  /** A key that was made up has been seen by whoever was to see it. */
  void shown(String keyId) {
    transactions.write(writes -> {
      keys.unseen(writes, keyId, false);
      return true;
    });
  }

  private AuditEvent give(Writes writes, KeyEntry entry, boolean madeUp) {
    keys.insert(writes, entry, null);
    if (madeUp) {
      keys.unseen(writes, entry.id(), true);
    }
    return AuditEvent.done(
        KeyCreateKind.NAME,
        new AuditEvent.Target(KeyCreateKind.OBJECT, entry.objectId(), entry.id(), null, 1),
        Json.tree(entry.shown()));
  }

  private static KeyEntry administratorKey(
      ApiKey key, UUID administrator, String name, Instant now) {
    return new KeyEntry(
        key.id(),
        Ids.at(now),
        administrator,
        PrincipalKind.HUMAN,
        null,
        name,
        key.sha256(),
        null,
        List.of(KeyDraftCheck.EVERYWHERE),
        FirstStart.everyVerbOfKeys().stream().sorted().toList(),
        AllowedFrom.ANYWHERE,
        1,
        now,
        KeyDraftCheck.LONGEST_LIFE.addTo(now),
        null,
        null,
        new KeyEntry.Maker(administrator, true));
  }

  private static AuditEvent made(UUID id, PrincipalKind kind, String name) {
    ObjectNode principal = JsonNodeFactory.instance.objectNode();
    principal.put("id", id.toString());
    principal.put("kind", kind.name());
    return AuditEvent.done(
        "principal.create", new AuditEvent.Target("principal", id, name, null, 1), principal);
  }

  /** The server as an actor. */
  static Actor actor(Principal server) {
    return new Actor(
        server.id(),
        server.subject(),
        null,
        server.kind(),
        server.name(),
        Actor.Credential.internal(),
        Actor.Origin.INTERNAL);
  }
}
