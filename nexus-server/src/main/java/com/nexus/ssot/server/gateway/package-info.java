/** Mounts the data plane on the server and keeps its snapshot on the feed. */
@NullMarked
package com.nexus.ssot.server.gateway;

import org.jspecify.annotations.NullMarked;
