package com.nexus.ssot.model.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no token, as OAuth 2.0 says it (RFC 6749, section 5.2).
 *
 * @param error one word of OAuth
 * @param code the code that other problems of this kind have; null where none fits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenError(String error, String errorDescription, @Nullable String code) {}
