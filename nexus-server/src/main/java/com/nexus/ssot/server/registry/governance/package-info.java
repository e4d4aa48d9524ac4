/** Governance rule sets: read from a file, adopted by a change, kept by version. */
@NullMarked
package com.nexus.ssot.server.registry.governance;

import org.jspecify.annotations.NullMarked;
