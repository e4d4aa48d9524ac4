/** The control plane: one Spring Boot process that embeds the data plane. */
@NullMarked
package com.nexus.ssot.server;

import org.jspecify.annotations.NullMarked;
