package com.nexus.ssot.server.registry;

import tools.jackson.databind.JsonNode;

/**
 * Body of updates.
 *
 * @param name the object's name
 * @param patch an RFC 7396 merge patch of what a caller may say about the object
 */
public record ObjectPatch(String name, JsonNode patch) {}
