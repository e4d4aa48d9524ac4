/** Names that come to their end: who is told, and who still calls them. */
@NullMarked
package com.nexus.ssot.server.expiry;

import org.jspecify.annotations.NullMarked;
