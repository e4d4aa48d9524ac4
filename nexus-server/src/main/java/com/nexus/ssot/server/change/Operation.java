package com.nexus.ssot.server.change;

import org.jspecify.annotations.Nullable;

/**
 * One thing a caller wants done.
 *
 * @param kind name of the {@link com.nexus.ssot.server.base.ChangeKind}
 * @param body what it is given, of the kind's own body type
 * @param ifMatch the entity tag demanded of the target; null for none
 * @param createOnly whether the target must not exist ({@code If-None-Match: *})
 */
public record Operation(String kind, Object body, @Nullable String ifMatch, boolean createOnly) {

  /** An operation without preconditions. */
  public static Operation of(String kind, Object body) {
    return new Operation(kind, body, null, false);
  }
}
