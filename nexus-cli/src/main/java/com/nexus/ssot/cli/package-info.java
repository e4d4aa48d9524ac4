/** The {@code nexus} command: every verb of the registry for people and scripts. */
@NullMarked
package com.nexus.ssot.cli;

import org.jspecify.annotations.NullMarked;
