package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who can still manage roles and keys: whoever may, is active, and has a way in, which is a key for
 * everywhere with the verb {@code admin}, or for people a password. Thread-safe.
 */
@Component
public final class Administrators {
  private final KeyTable keys;
  private final AuthorityTable authorities;
  private final ObjectProvider<SignIns> signIns;

  Administrators(KeyTable keys, AuthorityTable authorities, ObjectProvider<SignIns> signIns) {
    this.keys = keys;
    this.authorities = authorities;
    this.signIns = signIns;
  }

  /** Whether somebody can, as the running transaction sees it. */
  public boolean any(Instant now) {
    return until(now, null).isPresent();
  }

  /** Whether somebody can without one key. */
  boolean anyWithout(String keyId, Instant now) {
    return until(now, keyId).isPresent();
  }

  /** Until when somebody can; the far future where somebody has a password; empty for nobody. */
  Optional<Instant> until(Instant now) {
    return until(now, null);
  }

  private Optional<Instant> until(Instant now, @Nullable String withoutKey) {
    if (somebodySignsIn()) {
      return Optional.of(Instant.MAX);
    }
    return keys.administering(now).stream()
        .filter(key -> !key.id().equals(withoutKey))
        .filter(key -> mayAdminister(key.principalId()))
        .map(KeyEntry::expiresAt)
        .findFirst();
  }

  private boolean somebodySignsIn() {
    SignIns known = signIns.getIfAvailable();
    if (known == null) {
      return false;
    }
    Map<UUID, Authority> able =
        authorities.people().entrySet().stream()
            .filter(person -> administers(person.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return !known.among(able.keySet()).isEmpty();
  }

  private boolean mayAdminister(UUID principalId) {
    return authorities
        .find(principalId)
        .filter(principal -> administers(principal.authority()))
        .isPresent();
  }

  static boolean administers(Authority authority) {
    return authority.mayDo(Ask.of(Verb.ADMIN, ObjectKind.ROLE, null), ContextRule.NONE)
        && authority.mayDo(Ask.of(Verb.ADMIN, ObjectKind.KEY, null), ContextRule.NONE);
  }
}
