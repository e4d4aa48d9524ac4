/** The records that travel over HTTP. */
@NullMarked
package com.nexus.ssot.model.api;

import org.jspecify.annotations.NullMarked;
