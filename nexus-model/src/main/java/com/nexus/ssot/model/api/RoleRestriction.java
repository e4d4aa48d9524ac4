package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a role forbids, in words.
 *
 * @param verb such as {@code write}; {@code *} for all
 * @param kind such as {@code role}; {@code *} for all
 * @param operation one act of the kind, such as {@code deploy}; null for all of them
 * @param context a context, {@code env/<environment>}, or {@code *}; all unless said otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoleRestriction(
    String verb, String kind, @Nullable String operation, @Nullable String context) {}
