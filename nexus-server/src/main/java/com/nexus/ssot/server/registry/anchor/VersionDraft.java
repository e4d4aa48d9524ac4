package com.nexus.ssot.server.registry.anchor;

import org.jspecify.annotations.Nullable;

/**
 * Body of a new version.
 *
 * @param anchor name of the anchor
 * @param label what people call the version; unique for the anchor
 * @param format what the content is; found out when null
 * @param content the bytes, kept exactly as given
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; 16 MiB are not copied for nothing
public record VersionDraft(String anchor, String label, @Nullable String format, byte[] content) {}
