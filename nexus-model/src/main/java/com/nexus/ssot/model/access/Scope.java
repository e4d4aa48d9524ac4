package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import org.jspecify.annotations.Nullable;

/**
 * A verb on a kind of object in a context: what a grant allows and what a restriction forbids.
 *
 * @param verb null for every verb
 * @param kind null for every kind
 * @param operation one act of the kind, such as {@code deploy}; null for none in particular
 * @param context key of a context, {@code env/<environment>}, or {@code *} for all
 */
public record Scope(
    @Nullable Verb verb, @Nullable ObjectKind kind, @Nullable String operation, String context) {
  /** Every context. */
  public static final String EVERYWHERE = "*";

  /** Everything that can be meant without being named. */
  public static final Scope EVERYTHING = new Scope(null, null, null, EVERYWHERE);

  public Scope {
    if (operation != null && kind == null) {
      throw new IllegalArgumentException("an operation belongs to a kind");
    }
  }

  /**
   * Whether it allows what is asked. Read narrowly: {@code *} means neither overriding nor personal
   * data nor secrets, and an act that has a name must be named, or everything be allowed.
   */
  boolean allows(Ask ask) {
    return (verb == null ? ask.verb() != Verb.OVERRIDE : verb == ask.verb())
        && (kind == null ? ask.kind().meantByStar() : kind == ask.kind() && same(ask.operation()))
        && reaches(ask);
  }

  /** Whether it forbids what is asked. Read widely: a kind means all its acts. */
  boolean forbids(Ask ask) {
    return (verb == null || verb == ask.verb())
        && (kind == null || kind == ask.kind())
        && (operation == null || operation.equals(ask.operation()))
        && (context.equals(EVERYWHERE) || context.equals(ask.context()));
  }

  /** Whether it allows to administer every kind everywhere. */
  boolean administersEverything() {
    return (verb == null || verb == Verb.ADMIN) && kind == null && context.equals(EVERYWHERE);
  }

  private boolean same(@Nullable String asked) {
    return operation == null ? asked == null : operation.equals(asked);
  }

  /**
   * Where no context is named, looking is allowed to whoever may look somewhere, and a door lets in
   * whoever may do it somewhere; what concerns everybody needs every context.
   */
  private boolean reaches(Ask ask) {
    if (context.equals(EVERYWHERE)) {
      return true;
    }
    return ask.context() == null
        ? ask.kind().inContexts() || looks(ask)
        : context.equals(ask.context());
  }

  /** Whether somebody only looks, at what stands beside the names of any context. */
  static boolean looks(Ask ask) {
    return (ask.verb() == Verb.READ || ask.verb() == Verb.MONITOR) && !ask.kind().concernsAll();
  }
}
