package com.nexus.ssot.model.openapi;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two documents.
 *
 * @param method of the operation, in capitals; null where the difference is the whole document's
 * @param path of the operation, or the webhook's name
 * @param operationId as the document of those who are hurt says it; null without one
 * @param side which way the data travels; null where the operation as such is meant
 * @param pointer JSON pointer to the place
 * @param document name of the document that the pointer leads into
 * @param message what differs and who is hurt, in sentences
 */
public record Finding(
    CompatibilityRule rule,
    Severity severity,
    @Nullable String method,
    @Nullable String path,
    @Nullable String operationId,
    @Nullable Side side,
    String pointer,
    String document,
    String message) {

  /** The operation in words; null where the difference is the whole document's. */
  public @Nullable String operation() {
    return method == null ? null : method + " " + path;
  }
}
