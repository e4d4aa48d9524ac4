package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * How a caller wants a conflict settled. Which parameters a resolution takes is told with the
 * conflict.
 *
 * @param resolution {@code keep_first}, {@code keep_newest}, {@code rename}, {@code
 *     alias_of_alias}, {@code merge}, {@code expire} or {@code dismiss}
 * @param name the new name of what is renamed
 * @param alias the alias to lead to
 * @param owner the team or person who answers from now on
 * @param ttl how long what is renewed lives
 * @param justification why; needed to dismiss
 */
public record ConflictDraft(
    String resolution,
    @Nullable String name,
    @Nullable String alias,
    @Nullable String owner,
    @Nullable String ttl,
    @Nullable String justification) {}
