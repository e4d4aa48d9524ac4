/** Tells others by HTTP of what happens, in the order of the audit log. */
@NullMarked
package com.nexus.ssot.server.webhook;

import org.jspecify.annotations.NullMarked;
