/** What every package may use, and the seams through which features plug into the engines. */
@NullMarked
package com.nexus.ssot.server.base;

import org.jspecify.annotations.NullMarked;
