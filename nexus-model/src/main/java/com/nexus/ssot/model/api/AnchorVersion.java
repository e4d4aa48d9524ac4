package com.nexus.ssot.model.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of an anchor's content.
 *
 * @param label what people call it, for example {@code 1.4.0}
 * @param number counts the anchor's versions, from 1
 * @param checksum {@code sha256:} and the hash of the canonical form; of the bytes where there is
 *     no canonical form
 * @param contentHash {@code sha256:} and the hash of the bytes as given
 * @param size of the content in bytes
 * @param compatibility with what the anchor demanded when it was added; null where nobody looked
 */
public record AnchorVersion(
    UUID id,
    String anchorId,
    String label,
    int number,
    String format,
    String checksum,
    String contentHash,
    int size,
    Compatibility.@Nullable Outcome compatibility,
    Instant createdAt,
    String createdBy,
    UUID changeId) {}
