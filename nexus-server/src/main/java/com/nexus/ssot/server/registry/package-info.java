/** The registry: contexts, services, endpoints, anchors and aliases, and their rules. */
@NullMarked
package com.nexus.ssot.server.registry;

import org.jspecify.annotations.NullMarked;
