package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.Verb;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token can be made for. None lets it approve, override or administer. */
enum TokenScope {
  READ(Verb.READ),
  PROPOSE(Verb.WRITE),
  EXECUTE(Verb.EXECUTE),
  AUDIT(Verb.EXPORT);

  private static final String PREFIX = "ssot:";

  private final Verb needed;

  TokenScope(Verb needed) {
    this.needed = needed;
  }

  private Set<Verb> verbs() {
    return switch (this) {
      case READ -> EnumSet.of(Verb.READ, Verb.MONITOR);
      case PROPOSE, EXECUTE -> EnumSet.of(needed);
      case AUDIT -> EnumSet.of(Verb.READ, Verb.EXPORT);
    };
  }

  /** As it is written on the wire. */
  String text() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  static Optional<TokenScope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst();
  }

  /** Several with a space between, as OAuth writes them. */
  static String text(Collection<TokenScope> scopes) {
    return scopes.stream().sorted().map(TokenScope::text).collect(Collectors.joining(" "));
  }

  /** Those that a credential with these verbs can have. */
  static Set<TokenScope> within(Set<Verb> verbs) {
    return Arrays.stream(values())
        .filter(scope -> verbs.contains(scope.needed))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
  }

  /** What they allow together. */
  static Set<Verb> verbs(Collection<TokenScope> scopes) {
    EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
    scopes.forEach(scope -> verbs.addAll(scope.verbs()));
    return verbs;
  }
}
