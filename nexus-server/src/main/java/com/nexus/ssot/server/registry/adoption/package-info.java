/** Taking rules into force, together with the contexts they name. */
@NullMarked
package com.nexus.ssot.server.registry.adoption;

import org.jspecify.annotations.NullMarked;
