/** Asks a Nexus SSOT registry over HTTP and turns its answers into records. */
@NullMarked
package com.nexus.ssot.client;

import org.jspecify.annotations.NullMarked;
