package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.api.Verb;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is set about signing in elsewhere. Immutable.
 *
 * @param providers where people can prove who they are, in the order in which they are shown
 * @param verbs what a session allows at most that was opened by a provider's word
 */
public record LoginSettings(List<LoginProvider> providers, Set<Verb> verbs) {
  /** What a provider's word allows if nobody says otherwise. */
  public static final Set<Verb> USUAL_VERBS = Set.of(Verb.READ, Verb.WRITE, Verb.EXECUTE);

  public LoginSettings {
    providers = List.copyOf(providers);
    verbs = verbs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(verbs));
  }

  /** What a session allows at most that was opened by the word of a provider. */
  public Set<Verb> verbsOf(String provider) {
    boolean listed = providers.stream().anyMatch(known -> known.name().equals(provider));
    return listed ? verbs : Set.of();
  }
}
