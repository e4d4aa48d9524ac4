package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one of many names.
 *
 * @param alias the name as it was asked for
 * @param canonicalName what it means; null unless found
 * @param successor the alias to use instead of a retired one
 * @param suggestions names that were perhaps meant, at most three
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResolveAnswer(
    String alias,
    String context,
    ResolveOutcome outcome,
    @Nullable String canonicalName,
    @Nullable String successor,
    List<String> suggestions) {}
