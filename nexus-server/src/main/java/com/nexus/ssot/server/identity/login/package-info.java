/** How people sign in: sessions, passwords, second factors, invitations, and the pages for it. */
@NullMarked
package com.nexus.ssot.server.identity.login;

import org.jspecify.annotations.NullMarked;
