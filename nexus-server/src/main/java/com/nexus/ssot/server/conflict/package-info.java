/** What contradicts each other in the registry: found, told, and settled by changes. */
@NullMarked
package com.nexus.ssot.server.conflict;

import org.jspecify.annotations.NullMarked;
