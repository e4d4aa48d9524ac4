package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import java.util.List;

/**
 * What became of a proposal.
 *
 * @param change the change; of a dry run, what it would be
 * @param dryRun whether nothing was stored
 * @param replayed whether this is the answer to an earlier request with the same idempotency key
 * @param unchanged whether everything already was as asked, so that there is no change at all
 * @param cleaned what was removed from the proposer's text, in words; empty when it was clean
 */
public record Outcome(
    Change change, boolean dryRun, boolean replayed, boolean unchanged, List<String> cleaned) {}
