package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;

/**
 * What a change would have done before, or does now.
 *
 * @param by name of who wrote it
 */
public record ChangeRevision(
    int revision, String by, Instant at, String digest, List<OperationView> operations) {}
