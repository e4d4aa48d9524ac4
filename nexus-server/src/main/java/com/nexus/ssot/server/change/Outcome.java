package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;

/**
 * What became of a proposal.
 *
 * @param change the change; of a dry run, what it would be
 * @param dryRun whether nothing was stored
 * @param replayed whether this is the answer to an earlier request with the same idempotency key
 */
public record Outcome(Change change, boolean dryRun, boolean replayed) {}
