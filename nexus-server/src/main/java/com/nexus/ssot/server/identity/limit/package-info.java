/** Counts requests of each caller, in this process or in Redis for all servers. */
@NullMarked
package com.nexus.ssot.server.identity.limit;

import org.jspecify.annotations.NullMarked;
