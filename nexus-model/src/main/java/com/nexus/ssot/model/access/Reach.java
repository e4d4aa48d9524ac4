package com.nexus.ssot.model.access;

import java.util.HashSet;
import java.util.Set;

/**
 * A set of contexts, also of those that do not exist yet.
 *
 * @param all whether it has every context but those named; else it has just those named
 * @param named keys of contexts
 */
public record Reach(boolean all, Set<String> named) {
  /** No context. */
  public static final Reach NOTHING = new Reach(false, Set.of());

  /** Every context. */
  public static final Reach EVERYTHING = new Reach(true, Set.of());

  public Reach {
    named = Set.copyOf(named);
  }

  /** The contexts with these keys; all of them where one is {@code *}. */
  public static Reach of(Set<String> contexts) {
    return contexts.contains(Scope.EVERYWHERE) ? EVERYTHING : new Reach(false, contexts);
  }

  /** Whether it has the context with this key. */
  public boolean has(String context) {
    return all != named.contains(context);
  }

  /** Whether it has every context. */
  public boolean isEverything() {
    return all && named.isEmpty();
  }

  /** Whether it has no context. */
  public boolean isNothing() {
    return !all && named.isEmpty();
  }

  /** What both have. */
  public Reach and(Reach other) {
    if (all && other.all) {
      return new Reach(true, union(named, other.named));
    }
    Reach few = all ? other : this;
    Reach rest = all ? this : other;
    Set<String> kept = new HashSet<>(few.named);
    kept.removeIf(context -> !rest.has(context));
    return new Reach(false, kept);
  }

  /** What one of them has. */
  public Reach or(Reach other) {
    return complement().and(other.complement()).complement();
  }

  /** This one without a context; nothing is left without {@code *}. */
  public Reach without(String context) {
    return context.equals(Scope.EVERYWHERE) ? NOTHING : and(new Reach(true, Set.of(context)));
  }

  private Reach complement() {
    return new Reach(!all, named);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
