/** Who is calling and what they may do: principals, API keys, the one decision. */
@NullMarked
package com.nexus.ssot.server.identity;

import org.jspecify.annotations.NullMarked;
