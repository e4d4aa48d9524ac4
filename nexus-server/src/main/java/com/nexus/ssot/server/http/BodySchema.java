package com.nexus.ssot.server.http;

import com.nexus.ssot.model.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas (draft 2020-12) of single records, complete in themselves. */
public final class BodySchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String DEFINITIONS = "$defs";

  private BodySchema() {}

  /**
   * The schema of a record.
   *
   * @param title what it is the schema of
   */
  public static ObjectNode of(Class<?> type, String title) {
    ApiSchemas schemas = new ApiSchemas("#/" + DEFINITIONS + "/");
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("$schema", DIALECT).put("title", title);
    schema.setAll(schemas.of(type));
    schema.set(DEFINITIONS, schemas.components());
    return schema;
  }
}
