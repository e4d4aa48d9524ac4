/**
 * Signing in with the word of somebody else: GitHub, Google, Microsoft, any issuer of OpenID
 * Connect.
 */
@NullMarked
package com.nexus.ssot.server.identity.provider;

import org.jspecify.annotations.NullMarked;
