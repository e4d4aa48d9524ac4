package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do.
 *
 * @param operation the one act that is asked for, such as {@code deploy} of {@code
 *     workflow:deploy}; null for what needs no grant of its own
 * @param context key of the context, or {@code env/<environment>}; null for objects that stand in
 *     none, and at a door where it is not known yet
 * @param owner key of the team that owns the object; null when nobody does, or it is not known yet
 */
public record Ask(
    Verb verb,
    ObjectKind kind,
    @Nullable String operation,
    @Nullable String context,
    @Nullable String owner) {

  /** Something that needs no grant of its own, to an object without a known owner. */
  public static Ask of(Verb verb, ObjectKind kind, @Nullable String context) {
    return new Ask(verb, kind, null, context, null);
  }
}
