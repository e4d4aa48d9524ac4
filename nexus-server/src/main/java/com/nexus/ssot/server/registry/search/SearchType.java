package com.nexus.ssot.server.registry.search;

import com.nexus.ssot.model.api.ObjectKind;
import java.util.Locale;

/** What can be found. */
enum SearchType {
  ALIAS("s.shown as name, s.context, s.canonical"),
  ANCHOR("s.anchor_id as name, cast(null as text) as context, cast(null as text) as canonical"),
  ENDPOINT("s.name, cast(null as text) as context, cast(null as text) as canonical");

  private final String columns;

  SearchType(String columns) {
    this.columns = columns;
  }

  /** What grants call it. */
  ObjectKind kind() {
    return this == ALIAS ? ObjectKind.ALIAS : ObjectKind.ANCHOR;
  }

  /** The word for it, which is also its table's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name, context and canonical name in its table. */
  String columns() {
    return columns;
  }
}
