package com.nexus.ssot.client;

import org.jspecify.annotations.Nullable;

/**
 * Under what conditions something is written.
 *
 * @param ifMatch the entity tag the object must still have
 * @param createOnly whether an object that exists already is refused even if it is the same
 * @param idempotencyKey what makes two sendings one; made up for every POST when null
 * @param dryRun whether to answer what would happen and store nothing
 */
public record WriteOptions(
    @Nullable String ifMatch, boolean createOnly, @Nullable String idempotencyKey, boolean dryRun) {
  private static final WriteOptions NONE = new WriteOptions(null, false, null, false);

  /** No conditions. */
  public static WriteOptions none() {
    return NONE;
  }

  /** Only if the object still has this entity tag. */
  public static WriteOptions ifMatch(String entityTag) {
    return new WriteOptions(entityTag, false, null, false);
  }

  /** Only to see what would happen. */
  public static WriteOptions preview() {
    return new WriteOptions(null, false, null, true);
  }
}
