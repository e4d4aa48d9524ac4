package com.nexus.ssot.model.fault;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a request was refused.
 *
 * @param at where: a JSON pointer into the body ({@code /expires_at}), a query parameter ({@code
 *     ?limit}), a header, or {@code file:line:column}; null when the whole request is meant
 * @param message what is wrong, in one sentence
 * @param fix what to do about it, in one sentence; null when the message says it all
 */
public record Cause(@Nullable String at, String message, @Nullable String fix) {

  /** A cause at a place, with its remedy. */
  public static Cause at(String at, String message, @Nullable String fix) {
    return new Cause(at, message, fix);
  }

  /** A cause that concerns the whole request. */
  public static Cause of(String message, @Nullable String fix) {
    return new Cause(null, message, fix);
  }
}
