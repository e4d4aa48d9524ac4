package com.nexus.ssot.server.registry.anchor;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a new version besides its content.
 *
 * @param label what people call it
 * @param format what the content is; found out when not given
 */
record VersionQuery(String label, @Nullable String format) {}
