package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.DeviceAnswer;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.audit.AuditEvent;
import com.nexus.ssot.server.audit.AuditEvent.Result;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.DeviceLogins;
import com.nexus.ssot.server.identity.token.DeviceTable.Device;
import com.nexus.ssot.server.identity.token.DeviceTable.State;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a program sign in as the person who confirms its code elsewhere (RFC 8628). Thread-safe. */
@Component
public final class DeviceCodes implements DeviceLogins {
  static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  /** Letters that nobody mistakes for each other, and that make no words. */
  private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

  /** What a program is called that does not say what it is. */
  private static final String NAMELESS = "a program without a name";

  private static final int LENGTH = 8;
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** Seconds; what one address may ask a minute leaves room for several programs. */
  private static final int INTERVAL = 10;

  private static final int SLOWER = 5;
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_OF_NETWORK = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DeviceTable table;
  private final TokenLogins logins;
  private final TokenLog log;
  private final Callers callers;
  private final Transactions transactions;
  private final InstantSource clock;

  DeviceCodes(
      DeviceTable table,
      TokenLogins logins,
      TokenLog log,
      Callers callers,
      Transactions transactions,
      InstantSource clock) {
    this.table = table;
    this.logins = logins;
    this.log = log;
    this.callers = callers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Gives a program its codes. Of one address so many wait at most; there a newer one takes the
   * place of the oldest, so that nobody fills the room of all others.
   */
  DeviceAnswer begin(TokenForm form, Actor.Origin origin, String page) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String deviceCode = Opaque.make(Opaque.DEVICE);
    String userCode = newCode();
    String network = origin.ip() == null ? null : RateLimits.atAddress(origin.ip());
    Device device =
        new Device(
            Opaque.hash(deviceCode),
            userCode,
            form.scopes(),
            origin.ip(),
            network,
            origin.userAgent(),
            State.PENDING,
            null,
            Set.of(),
            Set.of(),
            null,
            INTERVAL,
            null,
            now,
            now.plus(LIFE));
    transactions.write(writes -> {
      if (network != null) {
        table.keepNewest(writes, network, MOST_OF_NETWORK - 1);
        writes.flush();
      }
      if (table.count(now) >= MOST_WAITING) {
        throw Fault.of(FaultCode.OVERLOADED, "Too many logins wait to be confirmed.");
      }
      table.insert(writes, device);
      return true;
    });
    return new DeviceAnswer(
        deviceCode,
        shown(userCode),
        page,
        page + "?user_code=" + shown(userCode),
        LIFE.toSeconds(),
        INTERVAL);
  }

  private static String newCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /** {@code BCDFGHJK} as {@code BCDF-GHJK}. */
  private static String shown(String code) {
    return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
  }

  /** What a person typed, as it is stored. */
  private static String plain(String typed) {
    return typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
  }

  /** What came of a question; what is refused may have been written down. */
  private record Attempt(@Nullable TokenAnswer answer, @Nullable TokenRefusal refusal) {}

  /** Answers a program that asks whether its code was confirmed. */
  TokenAnswer poll(TokenForm form, Actor.Origin origin) {
    byte[] sha256 = Opaque.hash(form.need("device_code"));
    Attempt attempt =
        transactions.write(writes -> {
          Device device =
              table
                  .lock(sha256)
                  .orElseThrow(
                      () -> new TokenRefusal(Word.INVALID_GRANT, "There is no such device_code."));
          if (!clock.instant().isBefore(device.expiresAt())) {
            throw new TokenRefusal(Word.EXPIRED_TOKEN, "The code was not confirmed in time.");
          }
          return switch (device.state()) {
            case PENDING -> new Attempt(null, wait(writes, device));
            case DENIED -> throw new TokenRefusal(Word.ACCESS_DENIED, "The person said no.");
            case CONFIRMED -> new Attempt(signIn(writes, device, origin), null);
          };
        });
    if (attempt.refusal() != null) {
      throw attempt.refusal();
    }
    log.committed();
    return Objects.requireNonNull(attempt.answer());
  }

  private TokenRefusal wait(Writes writes, Device device) {
    Instant now = clock.instant();
    Instant last = device.polledAt();
    boolean early = last != null && now.isBefore(last.plusSeconds(device.intervalSeconds()));
    int interval = device.intervalSeconds() + (early ? SLOWER : 0);
    table.polled(writes, device.sha256(), now, interval);
    return early
        ? new TokenRefusal(Word.SLOW_DOWN, "Ask every " + interval + " seconds at most.")
        : new TokenRefusal(Word.AUTHORIZATION_PENDING, "Nobody has confirmed the code yet.");
  }

  private TokenAnswer signIn(Writes writes, Device device, Actor.Origin origin) {
    Actor.Credential credential =
        new Actor.Credential("device", device.verbs(), device.contexts(), device.authenticatedAt());
    Actor actor =
        callers
            .actor(Objects.requireNonNull(device.principalId()), credential, origin)
            .orElseThrow(
                () -> new TokenRefusal(Word.ACCESS_DENIED, "The person cannot sign in any more."));
    table.remove(writes, device.sha256());
    return logins.begin(writes, actor, GRANT, TokenMaker.within(device.scopes(), credential));
  }

  /** However the code is typed. */
  @Override
  public Optional<Pending> find(String userCode) {
    return table
        .find(plain(userCode))
        .filter(this::waits)
        .map(device ->
            new Pending(
                shown(device.userCode()),
                device.userAgent() == null ? NAMELESS : device.userAgent(),
                device.ip(),
                device.createdAt()));
  }

  private boolean waits(Device device) {
    return device.state() == State.PENDING && clock.instant().isBefore(device.expiresAt());
  }

  /**
   * Lets the program sign in as this person.
   *
   * @throws Fault {@code NOT_FOUND} when no login waits with the code, {@code HUMAN_REQUIRED} when
   *     the actor is no person who signed in
   */
  @Override
  public void confirm(String userCode, Actor actor) {
    decide(userCode, actor, "token.device_confirm");
  }

  /**
   * Refuses to let the program sign in.
   *
   * @throws Fault as {@link #confirm}
   */
  @Override
  public void deny(String userCode, Actor actor) {
    decide(userCode, actor, "token.device_deny");
  }

  private void decide(String userCode, Actor actor, String action) {
    if (actor.kind() != PrincipalKind.HUMAN || actor.credential().authenticatedAt() == null) {
      throw Fault.of(FaultCode.HUMAN_REQUIRED, "Only a person who signed in answers a code.");
    }
    transactions.write(writes -> {
      String code = plain(userCode);
      if (table.lock(code).filter(this::waits).isEmpty()) {
        throw Fault.of(FaultCode.NOT_FOUND, "No login waits with this code.");
      }
      if (action.endsWith("confirm")) {
        table.confirm(writes, code, actor);
      } else {
        table.deny(writes, code);
      }
      log.write(
          writes,
          actor,
          clock.instant(),
          new AuditEvent(action, Result.SUCCESS, null, null, null, null, null, null));
      return true;
    });
    log.committed();
  }
}
