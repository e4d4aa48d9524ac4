package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the page, in the order asked for
 * @param next the cursor of the following page; null on the last one
 * @param total how many there are in all; only when asked for with {@code count=true}
 */
public record Page<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {}
