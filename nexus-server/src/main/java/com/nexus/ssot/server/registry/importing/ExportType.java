package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.model.api.ServiceDraft;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The types of rows in an export that are objects, in the order they can be made in. */
enum ExportType {
  CONTEXT("name", ContextDraft.class),
  SERVICE("name", ServiceDraft.class),
  ANCHOR("anchor_id", AnchorDraft.class),
  ENDPOINT("name", EndpointDraft.class),
  ALIAS("alias", AliasDraft.class);

  private final String nameField;
  private final Class<?> draft;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList(), which cannot be changed
  private final List<String> fields;

  ExportType(String nameField, Class<?> draft) {
    this.nameField = nameField;
    this.draft = draft;
    this.fields = Arrays.stream(draft.getRecordComponents()).map(ExportType::field).toList();
  }

  private static String field(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The word of the type, as in rows and kinds of change. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ExportType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  String nameIn(JsonNode object) {
    return object.path(nameField).asString("");
  }

  /** What rows of this type are told apart by. */
  String keyOf(JsonNode object) {
    String key = Name.of(nameIn(object)).key();
    return this == ALIAS ? Name.of(object.path("context").asString("")).key() + "/" + key : key;
  }

  /** What a caller may say about an object: the rest is made by the registry that takes it. */
  ObjectNode said(JsonNode object) {
    ObjectNode said = Json.mapper().createObjectNode();
    for (String field : fields) {
      JsonNode value = object.path(field);
      boolean empty =
          value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty());
      if (!empty) {
        said.set(field, value);
      }
    }
    return said;
  }

  /** The body that creates an object. */
  Object draft(ObjectNode said) {
    return Json.convert(said, draft);
  }

  /** The merge patch that turns one object into another. */
  static ObjectNode difference(JsonNode from, JsonNode to) {
    ObjectNode patch = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (!to.has(field.getKey())) {
        patch.putNull(field.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      JsonNode was = from.path(field.getKey());
      if (!was.equals(field.getValue())) {
        boolean both = was.isObject() && field.getValue().isObject();
        patch.set(field.getKey(), both ? difference(was, field.getValue()) : field.getValue());
      }
    }
    return patch;
  }
}
