/** Contexts: where names hold, who may write there, and by which rules. */
@NullMarked
package com.nexus.ssot.server.registry.context;

import org.jspecify.annotations.NullMarked;
