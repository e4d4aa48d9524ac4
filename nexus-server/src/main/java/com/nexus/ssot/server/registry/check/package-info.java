/** Holding everything that is registered to a rule set, without adopting it. */
@NullMarked
package com.nexus.ssot.server.registry.check;

import org.jspecify.annotations.NullMarked;
