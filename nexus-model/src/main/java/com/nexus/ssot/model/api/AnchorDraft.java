package com.nexus.ssot.model.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about an anchor. Its content is given as versions.
 *
 * @param family what kind of thing it is, {@code api} unless said otherwise
 * @param format {@code openapi-3.0.yaml}, {@code openapi-3.1}, {@code json-schema}, {@code
 *     asyncapi}, {@code yaml}, {@code json}, {@code markdown}…
 * @param sourceHint where the content comes from, a file or an address
 * @param compatibility what new versions must be compatible with; {@code BACKWARD} for OpenAPI
 *     unless said otherwise, and {@code NONE} for everything else
 */
public record AnchorDraft(
    String anchorId,
    @Nullable String family,
    @Nullable String description,
    @Nullable String format,
    @Nullable String sourceHint,
    @Nullable String owner,
    @Nullable Map<String, String> labels,
    @Nullable Lifecycle lifecycle,
    @Nullable CompatibilityLevel compatibility) {}
