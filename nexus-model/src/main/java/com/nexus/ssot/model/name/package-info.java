/** Names: how they are shown, when two are the same, and which are allowed. */
@NullMarked
package com.nexus.ssot.model.name;

import org.jspecify.annotations.NullMarked;
