/**
 * Settings: read from flags, environment, .env and config files, checked, and turned into one
 * record.
 */
@NullMarked
package com.nexus.ssot.server.settings;

import org.jspecify.annotations.NullMarked;
