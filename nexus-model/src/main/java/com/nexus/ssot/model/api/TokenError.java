package com.nexus.ssot.model.api;

import org.jspecify.annotations.Nullable;

/**
 * Why there is no token, as OAuth 2.0 says it (RFC 6749, section 5.2).
 *
 * @param error one word of OAuth
 * @param code the code that other problems of this kind have; null where none fits
 */
public record TokenError(String error, String errorDescription, @Nullable String code) {}
