package com.nexus.ssot.server.expiry;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.change.Notices;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.registry.context.ContextTable;
import com.nexus.ssot.server.registry.context.PermissionWords;
import com.nexus.ssot.server.registry.governance.Governance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.stereotype.Component;

/**
 * Tells those who answer for an alias 14, 7 and 1 day before it expires, and when it has. Nothing
 * of the alias changes by it. The rows are the schedule: who was not told while no server ran is
 * told once, by the nearest warning. Of all servers on a database one tells at a time. Thread-safe.
 */
@Component
class ExpirySweep implements ApplicationListener<ContextRefreshedEvent>, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** More are told by the turns after this one. */
  private static final int MOST = 500;

  private static final String OBJECT = "alias_expiry";

  private final ExpiryTable table;
  private final ContextTable contexts;
  private final Governance governance;
  private final Notices notices;
  private final Transactions transactions;
  private final AuditLog audit;
  private final Followers followers;
  private final FirstStart firstStart;
  private final InstantSource clock;
  private volatile @Nullable Repeated looking;

  ExpirySweep(
      ExpiryTable table,
      ContextTable contexts,
      Governance governance,
      Notices notices,
      Transactions transactions,
      AuditLog audit,
      Followers followers,
      FirstStart firstStart,
      InstantSource clock) {
    this.table = table;
    this.contexts = contexts;
    this.governance = governance;
    this.notices = notices;
    this.transactions = transactions;
    this.audit = audit;
    this.followers = followers;
    this.firstStart = firstStart;
    this.clock = clock;
  }

  /** The server is up: whoever waits for it is not kept waiting by this. */
  @Override
  public void onApplicationEvent(ContextRefreshedEvent event) {
    if (looking == null) {
      looking = Repeated.start("expiring-aliases", PAUSE, this::run);
    }
  }

  /** Tells everything there is to tell now, unless another server is about to. */
  void run() {
    while (turn()) {
      followers.committed(List.of());
    }
  }

  /** Tells of some; whether there may be more. */
  private boolean turn() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transactions.write(writes -> table.tryToLead() && tell(writes, now) > 0);
  }

  private int tell(Writes writes, Instant now) {
    List<ExpiryTable.Due> due = table.due(now, MOST);
    Map<List<String>, List<UUID>> known = new HashMap<>();
    List<AuditEvent> events = new ArrayList<>();
    for (ExpiryTable.Due each : due) {
      ExpiryTable.done(each, now, writes);
      if (each.isTold()) {
        events.add(event(each));
        notices.tell(writes, answering(each, known), action(each), text(each), path(each), now);
      }
    }
    if (!events.isEmpty()) {
      writes.flush();
      Actor server = firstStart.server();
      audit.append(writes, audit.prepare(server, now, events));
    }
    return due.size();
  }

  /** Its owner; where that is nobody, the teams that the context names for writing in it. */
  private List<UUID> answering(ExpiryTable.Due due, Map<List<String>, List<UUID>> known) {
    String owner = due.owner();
    List<UUID> owners = owner == null ? List.of() : people(List.of(Name.of(owner).key()), known);
    if (!owners.isEmpty()) {
      return owners;
    }
    List<String> teams =
        contexts.find(Name.of(due.context()).key()).stream()
            .flatMap(context -> context.permissions().stream())
            .filter(word -> !PermissionWords.isCondition(word))
            .map(word -> Name.of(word).key())
            .toList();
    return teams.isEmpty() ? List.of() : people(teams, known);
  }

  private List<UUID> people(List<String> keys, Map<List<String>, List<UUID>> known) {
    return known.computeIfAbsent(keys, table::people);
  }

  private static String action(ExpiryTable.Due due) {
    return due.days() == 0 ? "alias.expired" : "alias.expiring";
  }

  private static AuditEvent event(ExpiryTable.Due due) {
    Map<String, @Nullable Object> says = new LinkedHashMap<>();
    says.put("alias", due.alias());
    says.put("context", due.context());
    says.put("expires_at", due.expires());
    says.put("days", due.days());
    says.put("owner", due.owner());
    says.put("successor", due.successor());
    return AuditEvent.done(
        action(due),
        new AuditEvent.Target(OBJECT, due.id(), due.alias(), due.context(), due.revision()),
        Json.tree(says));
  }

  private String text(ExpiryTable.Due due) {
    String name = "The alias '%s' in the context '%s'".formatted(due.alias(), due.context());
    String renew = "nexus alias renew %s --context %s".formatted(due.alias(), due.context());
    if (due.days() > 0) {
      return "%s expires within %d %s, at %s. To keep it: %s"
          .formatted(name, due.days(), due.days() == 1 ? "day" : "days", due.expires(), renew);
    }
    String reserved =
        governance
            .inForce()
            .map(now -> now.rules().expiration().gracePeriod().addTo(due.expires()))
            .map(until -> " Its name is reserved until " + until + ".")
            .orElse("");
    return "%s expired at %s and resolves no more. To bring it back: %s%s"
        .formatted(name, due.expires(), renew, reserved.isEmpty() ? "" : "." + reserved);
  }

  private static String path(ExpiryTable.Due due) {
    return "/api/aliases/%s?context=%s".formatted(encoded(due.alias()), encoded(due.context()));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(Name.of(name).key(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Repeated running = looking;
    if (running != null) {
      running.close();
    }
  }
}
