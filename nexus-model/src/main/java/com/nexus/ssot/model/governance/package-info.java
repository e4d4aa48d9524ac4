/** Governance rules as data: what a name and an alias must satisfy in a context. */
@NullMarked
package com.nexus.ssot.model.governance;

import org.jspecify.annotations.NullMarked;
