/** The audit log: events stored with the change they record, put in order, and read as a feed. */
@NullMarked
package com.nexus.ssot.server.audit;

import org.jspecify.annotations.NullMarked;
