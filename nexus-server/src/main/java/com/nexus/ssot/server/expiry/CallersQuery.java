package com.nexus.ssot.server.expiry;

import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of deprecated names and their callers.
 *
 * @param context only those of this context
 */
record CallersQuery(@Nullable String context, @Sorts({"alias"}) PageRequest page) {}
