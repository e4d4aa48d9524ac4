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
  READ,
  PROPOSE,
  EXECUTE,
  AUDIT;

  private static final String PREFIX = "ssot:";

  private Set<Verb> verbs() {
    return switch (this) {
      case READ -> EnumSet.of(Verb.READ, Verb.MONITOR);
      case PROPOSE -> EnumSet.of(Verb.WRITE);
      case EXECUTE -> EnumSet.of(Verb.EXECUTE);
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

  /** Those of which a credential with these verbs has something. */
  static Set<TokenScope> within(Set<Verb> verbs) {
    return Arrays.stream(values())
        .filter(scope -> scope.verbs().stream().anyMatch(verbs::contains))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
  }

  /** What they allow together. */
  static Set<Verb> verbs(Collection<TokenScope> scopes) {
    EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
    scopes.forEach(scope -> verbs.addAll(scope.verbs()));
    return verbs;
  }
}
