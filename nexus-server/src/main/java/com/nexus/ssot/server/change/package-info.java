/** Changes: the only way anything governed is written. */
@NullMarked
package com.nexus.ssot.server.change;

import org.jspecify.annotations.NullMarked;
