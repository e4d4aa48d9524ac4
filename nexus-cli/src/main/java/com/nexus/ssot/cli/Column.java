package com.nexus.ssot.cli;

import tools.jackson.databind.JsonNode;

/**
 * A column of a table.
 *
 * @param title its heading
 * @param field the record's field, or a JSON pointer into the record
 */
record Column(String title, String field) {

  JsonNode in(JsonNode row) {
    return field.startsWith("/") ? row.at(field) : row.path(field);
  }

  /** Columns whose headings are the names of their fields. */
  static Column of(String field) {
    return new Column(field.toUpperCase(java.util.Locale.ROOT).replace('_', ' '), field);
  }
}
