package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The teams that rules name. Thread-safe. */
@Component
public final class Teams {
  private final PrincipalTable principals;
  private final FirstStart firstStart;
  private final AuditLog audit;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;

  Teams(
      PrincipalTable principals,
      FirstStart firstStart,
      AuditLog audit,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.principals = principals;
    this.firstStart = firstStart;
    this.audit = audit;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Makes the teams with these names that are not there yet, with the first administrator as their
   * only member. In a transaction of its own; must not be called inside another.
   */
  public void ensure(Collection<String> names) {
    try {
      make(names);
    } catch (DuplicateKeyException e) {
      // Another server made one at the same moment; those that are left follow now.
      make(names);
    }
  }

  private void make(Collection<String> names) {
    Map<String, String> byKey = new TreeMap<>();
    names.forEach(name -> byKey.putIfAbsent(Name.of(name).key(), name));
    boolean made =
        transactions.write(writes -> {
          Set<String> there = principals.teamsAmong(byKey.keySet());
          byKey.keySet().removeAll(there);
          List<AuditEvent> events = new ArrayList<>();
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          byKey.forEach((key, name) -> events.add(insert(writes, key, name, now)));
          if (!events.isEmpty()) {
            audit.append(writes, audit.prepare(firstStart.server(), now, events));
          }
          return !events.isEmpty();
        });
    if (made) {
      followers.committed(List.of());
    }
  }

  private AuditEvent insert(Writes writes, String key, String name, Instant now) {
    UUID id = Ids.at(now);
    UUID member = firstStart.administrator();
    principals.insertTeam(writes, id, name, key, member, now);
    return AuditEvent.done(
        "team.create",
        new AuditEvent.Target("team", id, name, null, 1),
        Json.tree(Map.of("id", id, "name", name, "members", List.of(member.toString()))));
  }
}
