package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a name means, with everything known about the way there.
 *
 * @param canonicalName what it means
 * @param context where the name was found; differs from what was asked after a fallback
 * @param alias the name as its alias shows it
 * @param url the target's address; null for targets that have none of their own
 * @param chain every alias on the way, the one asked for first
 * @param anchorVersion label of the anchor's newest version, if the way ends at an anchor
 * @param checksum {@code sha256:} and the canonical hash of that version
 * @param expiresAt when the first alias on the way stops resolving
 * @param changeId the change that set the alias asked for
 * @param index of the feed that the answer knows at least; of a past answer the index asked for
 */
public record ResolvedAlias(
    String canonicalName,
    String context,
    String alias,
    TargetKind targetKind,
    @Nullable String url,
    List<String> chain,
    @Nullable String anchorVersion,
    @Nullable String checksum,
    @Nullable Instant expiresAt,
    @Nullable Instant deprecatedAt,
    @Nullable Instant sunsetAt,
    @Nullable String successor,
    @Nullable String owner,
    UUID changeId,
    @Nullable Long index) {}
