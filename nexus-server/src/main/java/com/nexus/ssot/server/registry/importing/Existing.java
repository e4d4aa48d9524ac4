package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.registry.alias.AliasExportTable;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import com.nexus.ssot.server.registry.context.ContextTable;
import com.nexus.ssot.server.registry.endpoint.EndpointTable;
import com.nexus.ssot.server.registry.endpoint.ServiceTable;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds what has the name of a row already. Thread-safe. */
@Component
class Existing {
  private final ContextTable contexts;
  private final ServiceTable services;
  private final AnchorTable anchors;
  private final EndpointTable endpoints;
  private final AliasExportTable aliases;
  private final ImportTable table;
  private final Access access;

  Existing(
      ContextTable contexts,
      ServiceTable services,
      AnchorTable anchors,
      EndpointTable endpoints,
      AliasExportTable aliases,
      ImportTable table,
      Access access) {
    this.access = access;
    this.contexts = contexts;
    this.services = services;
    this.anchors = anchors;
    this.endpoints = endpoints;
    this.aliases = aliases;
    this.table = table;
  }

  /** The object with the name of this one, deleted or not. */
  Optional<? extends Registered> of(ExportType type, JsonNode object) {
    String key = Name.of(type.nameIn(object)).key();
    return switch (type) {
      case CONTEXT -> contexts.find(key);
      case SERVICE -> services.find(key);
      case ANCHOR -> anchors.find(key);
      case ENDPOINT -> endpoints.find(key);
      case ALIAS -> aliases.find(contextKey(object), key);
    };
  }

  /** Whether a caller may know that something has the name of this one. */
  boolean shows(Actor actor, ExportType type, JsonNode object) {
    return switch (type) {
      case CONTEXT ->
          access.allows(actor, Verb.READ, ObjectKind.CONTEXT, Name.of(type.nameIn(object)).key());
      case SERVICE -> access.allows(actor, Verb.READ, ObjectKind.SERVICE, null);
      case ANCHOR, ENDPOINT -> access.allows(actor, Verb.READ, ObjectKind.ANCHOR, null);
      case ALIAS -> access.allows(actor, Verb.READ, ObjectKind.ALIAS, contextKey(object));
    };
  }

  /** Keys of the aliases of a context that changes make which wait for people. */
  Set<String> waiting(String contextKey) {
    return table.waiting(contextKey);
  }

  static String contextKey(JsonNode alias) {
    return Name.of(alias.path("context").asString("")).key();
  }
}
