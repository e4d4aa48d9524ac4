/** The data plane: resolves names from memory, in front of everything else. */
@NullMarked
package com.nexus.ssot.gateway;

import org.jspecify.annotations.NullMarked;
