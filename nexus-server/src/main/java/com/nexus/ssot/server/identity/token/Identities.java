package com.nexus.ssot.server.identity.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.token.IdentityTable.Bound;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nexus.ssot.server.settings.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whom the subjects of trusted issuers stand for: what {@code issuers.yaml} lists, made true in the
 * database when the server starts. Thread-safe.
 */
@Component
final class Identities {
  private static final int KEEP = 10_000;
  private static final Duration KEEP_FOR = Duration.ofSeconds(1);

  private final IdentityTable table;
  private final Cache<Key, Optional<UUID>> known =
      Caffeine.newBuilder().maximumSize(KEEP).expireAfterWrite(KEEP_FOR).build();

  /**
   * @param first named here so that there is a server to act
   */
  Identities(
      IdentityTable table,
      AuditLog audit,
      FirstStart first,
      Transactions transactions,
      InstantSource clock,
      ServerSettings settings) {
    this.table = table;
    List<TrustedIssuer> issuers = settings.tokens().issuers();
    transactions.write(writes -> {
      table.lockListed();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      List<AuditEvent> events = makeTrue(writes, listed(issuers), now);
      if (!events.isEmpty()) {
        writes.flush();
        audit.append(writes, audit.prepare(first.server(), now, events));
      }
      return true;
    });
  }

  private record Key(String issuer, String subject) {}

  /** The principal that tokens of the subject stand for. */
  Optional<UUID> principalOf(String issuer, String subject) {
    return known.get(new Key(issuer, subject), key -> table.find(key.issuer(), key.subject()));
  }

  private Set<Bound> listed(List<TrustedIssuer> issuers) {
    Set<Bound> listed = new HashSet<>();
    List<Cause> causes = new ArrayList<>();
    for (TrustedIssuer issuer : issuers) {
      issuer
          .subjects()
          .forEach((subject, name) -> {
            List<UUID> called = table.called(name);
            if (called.size() == 1) {
              listed.add(new Bound(issuer.issuer(), subject, called.getFirst()));
            } else {
              causes.add(unclear(issuer, name, called.size()));
            }
          });
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.SETTING, "The trusted issuers cannot be used", causes);
    }
    return listed;
  }

  private static Cause unclear(TrustedIssuer issuer, String name, int count) {
    return Cause.at(
        issuer.at(),
        count == 0
            ? "There is no service or agent called " + Quoted.of(name) + "."
            : "Several services or agents are called " + Quoted.of(name) + ".",
        count == 0
            ? "Make it first, by making a key for it, or take the subject out."
            : "Write its principal id instead; nexus whoami shows it.");
  }

  private List<AuditEvent> makeTrue(Writes writes, Set<Bound> listed, Instant now) {
    List<AuditEvent> events = new ArrayList<>();
    Set<Bound> there = new HashSet<>(table.listed());
    for (Bound old : there) {
      if (!listed.contains(old)) {
        table.unbind(writes, old);
        events.add(event("identity.unbind", old));
      }
    }
    for (Bound fresh : listed) {
      if (!there.contains(fresh)) {
        table.bind(writes, fresh, now);
        events.add(event("identity.bind", fresh));
      }
    }
    return events;
  }

  private static AuditEvent event(String action, Bound bound) {
    return AuditEvent.done(
        action,
        new AuditEvent.Target(
            "identity", bound.principalId(), bound.principalId().toString(), null, 1),
        Json.tree(bound));
  }
}
