package com.nexus.ssot.model.openapi;

import tools.jackson.databind.JsonNode;

/**
 * One of two documents that are compared.
 *
 * @param name what it is called in sentences, such as {@code version 1.2.0}
 * @param tree the document; never changed
 */
public record Edition(String name, JsonNode tree) {}
