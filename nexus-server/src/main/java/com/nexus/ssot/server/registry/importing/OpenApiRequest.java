package com.nexus.ssot.server.registry.importing;

import org.jspecify.annotations.Nullable;

/**
 * A document that somebody wants imported.
 *
 * @param bytes the document as given
 * @param source the file or address it came from; the same source and title are the same anchor
 * @param aliases context in which each operation gets an alias; null for none
 * @param owner who answers for what is created; null to leave that open
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OpenApiRequest(
    byte[] bytes, @Nullable String source, @Nullable String aliases, @Nullable String owner) {}
