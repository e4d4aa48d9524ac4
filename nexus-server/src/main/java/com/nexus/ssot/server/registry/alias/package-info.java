/** Aliases: what they are, how they are written, and what they mean. */
@NullMarked
package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.NullMarked;
