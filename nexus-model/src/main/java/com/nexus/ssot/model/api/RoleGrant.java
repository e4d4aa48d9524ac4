package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a role allows, in words.
 *
 * @param verb such as {@code read}; {@code *} for all but {@code override}
 * @param kind such as {@code alias}; {@code *} for all but {@code pii} and {@code secret}
 * @param operation one act of the kind, such as {@code deploy}; null for none in particular
 * @param context a context, {@code env/<environment>}, or {@code *}; all unless said otherwise
 * @param condition {@code owning_team} where only those in the object's owning team may; null
 *     without a condition
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoleGrant(
    String verb,
    String kind,
    @Nullable String operation,
    @Nullable String context,
    @Nullable String condition) {}
