package com.nexus.ssot.server.identity.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.FirstStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Records failed logins: the first at once, then for the same account and address one a minute,
 * with how many there were, so that nobody can fill the log. What was typed as the name is not
 * recorded; it could be a password. Thread-safe.
 */
@Component
final class FailedLogins {
  private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
  private static final Duration FOLDED = Duration.ofMinutes(1);
  private static final long MOST = 10_000;

  private final LoginLog log;
  private final FirstStart first;
  private final Followers followers;
  private final Transactions transactions;
  private final InstantSource clock;
  private final Cache<String, Folded> folded =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  FailedLogins(
      LoginLog log,
      FirstStart first,
      Followers followers,
      Transactions transactions,
      InstantSource clock) {
    this.log = log;
    this.first = first;
    this.followers = followers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Failures of one account from one address.
   *
   * @param count those since the last event
   */
  private record Folded(Instant lastEvent, int count) {}

  /**
   * Counts a failure. That it cannot be recorded does not make it a success.
   *
   * @param person whose account it is; null when there is none
   */
  void add(@Nullable Actor person, String account, Actor.Origin origin) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    int count = counted(account + "@" + origin.ip(), now);
    if (count == 0) {
      return;
    }
    try {
      transactions.write(writes -> {
        log.failed(writes, person == null ? server(origin) : person, now, count);
        return true;
      });
      followers.committed(List.of());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("A failed login could not be recorded", e);
    }
  }

  /** How many failures an event stands for now; 0 when it is too early for one. */
  private int counted(String key, Instant now) {
    int[] due = {0};
    folded
        .asMap()
        .compute(
            key,
            (_, before) -> {
              if (before != null && before.lastEvent.plus(FOLDED).isAfter(now)) {
                return new Folded(before.lastEvent, before.count + 1);
              }
              due[0] = before == null ? 1 : before.count + 1;
              return new Folded(now, 0);
            });
    return due[0];
  }

  /** Nobody is known: the server tells what it saw, and from where. */
  private Actor server(Actor.Origin origin) {
    Actor server = first.server();
    return new Actor(
        server.principalId(),
        server.subject(),
        null,
        server.kind(),
        server.name(),
        server.credential(),
        origin);
  }
}
