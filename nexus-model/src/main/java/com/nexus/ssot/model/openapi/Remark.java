package com.nexus.ssot.model.openapi;

/**
 * A finding whose operation is not known yet: many operations share a schema.
 *
 * @param document name of the document that the place is in
 */
record Remark(
    CompatibilityRule rule, Severity severity, Located at, String document, String message) {}
