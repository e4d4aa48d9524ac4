/** Addresses of machines and ranges of them; nothing here asks a network. */
@NullMarked
package com.nexus.ssot.model.net;

import org.jspecify.annotations.NullMarked;
