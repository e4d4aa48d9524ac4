package com.nexus.ssot.server.directory;

import tools.jackson.databind.JsonNode;

/**
 * Body of updates.
 *
 * @param patch an RFC 7396 merge patch of what a caller may say
 */
record NamedPatch(String name, JsonNode patch) {

  /** Without the patch, which may hold personal data. */
  @Override
  public String toString() {
    return "NamedPatch";
  }
}
