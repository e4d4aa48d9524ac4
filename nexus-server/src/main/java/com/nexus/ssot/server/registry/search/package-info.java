/** Search: finding aliases, anchors and endpoints by something like their names. */
@NullMarked
package com.nexus.ssot.server.registry.search;

import org.jspecify.annotations.NullMarked;
