package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.Nullable;

/**
 * Where the alias in the path stands.
 *
 * @param context the context; {@code default} when not given
 */
record InContext(@Nullable String context) {

  String key() {
    return AliasWork.contextKey(context);
  }
}
