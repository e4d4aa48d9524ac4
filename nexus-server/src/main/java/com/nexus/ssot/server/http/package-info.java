/** What all HTTP resources share: problems, entity tags, cursors, parameters, limits. */
@NullMarked
package com.nexus.ssot.server.http;

import org.jspecify.annotations.NullMarked;
