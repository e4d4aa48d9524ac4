package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.RecentLogin;
import com.nexus.ssot.server.identity.login.Opened;
import com.nexus.ssot.server.identity.login.Sessions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Lets people sign in by a provider's word. An answer counts once, within ten minutes, and only in
 * the browser that asked for it, from the provider that was asked. Thread-safe.
 */
@Component
final class ProviderLogins {
  /** Where people go who did not come from a page. */
  static final String ACCOUNT = "/login/account";

  /** Our own pages; an alias, which stands directly below the root, could lead anywhere. */
  private static final Pattern NEXT =
      Pattern.compile(
          "/(?:login|device|api|docs|console)(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"
              + "(?:\\?[A-Za-z0-9._~=&%-]*)?");

  private static final Pattern CODE = Pattern.compile("[\\x20-\\x7e]{1,4096}");
  private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,255}");
  private static final int LONGEST_NEXT = 500;

  private final Providers providers;
  private final PendingSeal seal;
  private final UsedLoginTable used;
  private final ProviderPeople people;
  private final Sessions sessions;
  private final Callers callers;
  private final Transactions transactions;
  private final InstantSource clock;

  ProviderLogins(
      Providers providers,
      PendingSeal seal,
      UsedLoginTable used,
      ProviderPeople people,
      Sessions sessions,
      Callers callers,
      Transactions transactions,
      InstantSource clock) {
    this.providers = providers;
    this.seal = seal;
    this.used = used;
    this.people = people;
    this.sessions = sessions;
    this.callers = callers;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A login that was begun.
   *
   * @param address of the provider, where the browser goes
   * @param cookie what the browser keeps
   * @param label what people know the provider by
   */
  record Begun(URI address, String cookie, String label) {

    @Override
    public String toString() {
      return "Begun[" + label + "]";
    }
  }

  /**
   * A login that succeeded.
   *
   * @param session null when the person was signed in already and has one more way to do so
   * @param next where the browser goes
   */
  record Done(@Nullable Opened session, String next) {}

  /**
   * Begins a login.
   *
   * @param fresh whether the person must prove anew who they are
   */
  Begun begin(String name, @Nullable String next, boolean fresh) {
    String path = next == null ? ACCOUNT : next;
    if (path.length() > LONGEST_NEXT || !NEXT.matcher(path).matches()) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "The address to go to afterwards cannot be used.",
          List.of(
              Cause.at("?next", "It is not the path of a page of this server.", "Leave it out.")));
    }
    return begin(providers.named(name), path, fresh, null);
  }

  /** Begins to give a person who has just signed in one more way to do so. */
  Begun beginLink(String name, Actor person) {
    RecentLogin.require(person, clock.instant());
    return begin(providers.named(name), ACCOUNT, true, person.principalId());
  }

  private Begun begin(Provider provider, String next, boolean fresh, @Nullable UUID linkTo) {
    if (fresh && linkTo == null && !provider.canSayWhen()) {
      throw ProviderFaults.saysNotWhen(provider.settings().label());
    }
    Pending pending =
        Pending.begin(provider.settings().name(), clock.instant(), fresh, linkTo, next);
    URI address = provider.address(pending, providers.comeBack(provider));
    return new Begun(address, seal.seal(pending), provider.settings().label());
  }

  /**
   * Ends a login.
   *
   * @param name of the provider in whose name the answer came
   * @param cookie what the browser kept
   * @param before who the browser's session stands for; null without one
   */
  Done complete(
      String name,
      Answer answer,
      Optional<String> cookie,
      @Nullable Actor before,
      Actor.Origin origin) {
    Provider provider = providers.named(name);
    Pending pending = pending(provider, answer, cookie);
    requireIssuer(provider, answer);
    useUp(pending);
    Vouched vouched = vouched(provider, answer, pending);
    if (pending.linkTo() != null) {
      link(vouched, provider, pending.linkTo(), before);
      return new Done(null, pending.next());
    }
    UUID person = people.of(vouched, provider.settings(), origin);
    return new Done(open(person, provider, vouched, origin), pending.next());
  }

  private Pending pending(Provider provider, Answer answer, Optional<String> cookie) {
    Pending pending =
        cookie
            .flatMap(seal::open)
            .orElseThrow(() -> ProviderFaults.unexpected("This browser waits for no answer."));
    String state = answer.state();
    if (state == null || !same(state, pending.state())) {
      throw ProviderFaults.unexpected("The answer belongs to another login.");
    }
    if (!pending.provider().equals(provider.settings().name())) {
      throw ProviderFaults.unexpected("Another provider was asked.");
    }
    if (!pending.usableAt(clock.instant())) {
      throw ProviderFaults.unexpected("It took more than ten minutes.");
    }
    return pending;
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** Somebody must not pass on to one provider what another one gave (RFC 9207). */
  private static void requireIssuer(Provider provider, Answer answer) {
    boolean wrong =
        answer.iss() == null
            ? provider.alwaysSaysIssuer()
            : !provider.issuers().contains(answer.iss());
    if (wrong) {
      throw ProviderFaults.refused(provider.settings().label(), "It comes from somebody else.");
    }
  }

  private void useUp(Pending pending) {
    Instant until = pending.startedAt().plus(Pending.LIFE);
    try {
      transactions.write(writes -> {
        used.use(writes, pending.state(), until, clock.instant());
        return true;
      });
    } catch (DuplicateKeyException e) {
      throw ProviderFaults.unexpected("The answer was used before.");
    }
  }

  private Vouched vouched(Provider provider, Answer answer, Pending pending) {
    String label = provider.settings().label();
    if (answer.error() != null) {
      throw ProviderFaults.refused(label, "It did not let you in, or you did not agree.");
    }
    String code = answer.code();
    if (code == null || !CODE.matcher(code).matches()) {
      throw ProviderFaults.refused(label, "It says neither yes nor no.");
    }
    Vouched vouched = provider.vouched(code, pending, providers.comeBack(provider));
    if (!SUBJECT.matcher(vouched.subject()).matches()) {
      throw ProviderFaults.refused(label, "It does not say who you are.");
    }
    return vouched;
  }

  private void link(Vouched vouched, Provider provider, UUID linkTo, @Nullable Actor before) {
    if (before == null || !before.principalId().equals(linkTo)) {
      throw ProviderFaults.unexpected("You are not signed in any more as whom you were.");
    }
    RecentLogin.require(before, clock.instant());
    people.link(vouched, provider.settings(), before);
  }

  private Opened open(UUID person, Provider provider, Vouched vouched, Actor.Origin origin) {
    Actor.Credential tries = new Actor.Credential("login", Set.of(), Set.of(), null);
    if (callers.actor(person, tries, origin).isEmpty()) {
      people.refused(person, provider.settings(), origin);
      throw ProviderFaults.refused(
          provider.settings().label(), "The account here is disabled; ask an administrator.");
    }
    return sessions.open(person, provider.settings().name(), vouched.authenticatedAt(), origin);
  }
}
