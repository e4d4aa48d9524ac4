/** The format of API keys: made, checked and hashed without a server. */
@NullMarked
package com.nexus.ssot.model.key;

import org.jspecify.annotations.NullMarked;
