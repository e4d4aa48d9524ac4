package com.nexus.ssot.server.http;

import com.nexus.ssot.server.base.RequestKey;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a write beside its body. As an argument of a handler it is read from the
 * request; a handler without it accepts none of these.
 *
 * @param ifMatch header {@code If-Match}: the entity tag demanded of the target; null for none
 * @param createOnly header {@code If-None-Match: *}: the target must not exist
 * @param idempotencyKey header {@code Idempotency-Key}: the caller's own name for the request
 * @param dryRun parameter {@code dryRun}: everything is checked and nothing is stored
 */
public record WriteOptions(
    @Nullable String ifMatch,
    boolean createOnly,
    @Nullable RequestKey idempotencyKey,
    boolean dryRun) {

  /** The longest idempotency key accepted, in characters. */
  public static final int MAX_KEY_LENGTH = 200;

  /** A write with nothing demanded. */
  public static WriteOptions none() {
    return new WriteOptions(null, false, null, false);
  }
}
