/** People, teams, roles and keys over HTTP, and the governed changes that make them. */
@NullMarked
package com.nexus.ssot.server.directory;

import org.jspecify.annotations.NullMarked;
