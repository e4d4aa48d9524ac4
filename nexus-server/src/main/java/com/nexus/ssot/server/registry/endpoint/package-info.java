/** Endpoints, and the services that answer them. */
@NullMarked
package com.nexus.ssot.server.registry.endpoint;

import org.jspecify.annotations.NullMarked;
