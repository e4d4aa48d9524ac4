package com.nexus.ssot.server.identity.limit;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.db.Redis;
import com.nexus.ssot.server.settings.RateSettings;
import com.nexus.ssot.server.settings.ServerSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Counts requests in Redis where there is one, and in this process where there is none or it does
 * not answer. Thread-safe.
 */
@Component
final class Limiter implements RateLimits, MeterBinder {
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final int LONGEST_WAIT_SECONDS = 3_600;

  private final boolean on;
  private final Map<Rate, Allowance> allowances;
  private final Map<Rate, AtomicLong> refusals = new EnumMap<>(Rate.class);
  private final AtomicLong withoutRedis = new AtomicLong();
  private final LocalCounts local;
  private final @Nullable SharedCounts shared;

  Limiter(ServerSettings settings, InstantSource clock, ObjectProvider<Redis> redis) {
    this.on = settings.rates().on();
    this.allowances = allowances(settings.rates());
    this.local = new LocalCounts(clock);
    Redis given = redis.getIfAvailable();
    this.shared = given == null ? null : new SharedCounts(given);
    allowances.keySet().forEach(rate -> refusals.put(rate, new AtomicLong()));
  }

  private static Map<Rate, Allowance> allowances(RateSettings rates) {
    return new EnumMap<>(
        Map.of(
            Rate.READS, Allowance.perMinute(rates.reads()),
            Rate.WRITES, Allowance.perMinute(rates.writes()),
            Rate.SEARCHES, Allowance.perMinute(rates.searches()),
            Rate.LOGINS, Allowance.perMinute(rates.logins()),
            Rate.FAILURES, Allowance.perMinute(rates.failures()),
            Rate.PROPOSALS, Allowance.perHour(rates.proposals())));
  }

  @Override
  public void take(Rate rate, String caller, String endpoint) {
    ask(rate, caller, endpoint, true);
  }

  @Override
  public void require(Rate rate, String caller, String endpoint) {
    ask(rate, caller, endpoint, false);
  }

  private void ask(Rate rate, String caller, String endpoint, boolean counting) {
    if (!on) {
      return;
    }
    Allowance allowance = allowances.get(rate);
    if (allowance == null) {
      throw new IllegalStateException("no limit for " + rate);
    }
    long wait = wait("rate_limit:" + caller + ":" + endpoint, allowance, counting);
    if (wait > 0) {
      count(rate);
      long seconds = Math.min(LONGEST_WAIT_SECONDS, Math.ceilDiv(wait, MICROS_A_SECOND));
      throw Fault.rateLimited(
          "No more than %d in %s are answered here."
              .formatted(allowance.number(), inWords(allowance.within())),
          Duration.ofSeconds(seconds));
    }
  }

  private long wait(String key, Allowance allowance, boolean counting) {
    if (shared == null) {
      return local.take(key, allowance, counting);
    }
    Optional<Long> answer = shared.take(key, allowance, counting);
    if (answer.isEmpty()) {
      withoutRedis.incrementAndGet();
      return local.take(key, allowance, counting);
    }
    return answer.get();
  }

  private void count(Rate rate) {
    AtomicLong count = refusals.get(rate);
    if (count != null) {
      count.incrementAndGet();
    }
  }

  private static String inWords(Duration within) {
    return within.equals(Duration.ofMinutes(1)) ? "a minute" : "an hour";
  }

  @Override
  public void login(String account, String address) {
    take(Rate.LOGINS, RateLimits.atAddress(address), "login");
    take(Rate.LOGINS, "account:" + unreadable(account), "login");
  }

  /** Accounts are named like people; what stands in Redis must not tell. */
  private static String unreadable(String account) {
    byte[] name = account.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    refusals.forEach((rate, count) ->
        FunctionCounter.builder("rate.limit.refusals", count, AtomicLong::get)
            .description("Requests refused because there were too many, by what was counted")
            .tag("rate", rate.name().toLowerCase(Locale.ROOT))
            .register(registry));
    FunctionCounter.builder("rate.limit.without.redis", withoutRedis, AtomicLong::get)
        .description("Requests counted in this process because Redis did not answer")
        .register(registry);
  }
}
