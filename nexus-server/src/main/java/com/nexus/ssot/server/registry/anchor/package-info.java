/** Anchors and their immutable versions. */
@NullMarked
package com.nexus.ssot.server.registry.anchor;

import org.jspecify.annotations.NullMarked;
