/** Tokens: those the server makes, and those of others that it believes. */
@NullMarked
package com.nexus.ssot.server.identity.token;

import org.jspecify.annotations.NullMarked;
