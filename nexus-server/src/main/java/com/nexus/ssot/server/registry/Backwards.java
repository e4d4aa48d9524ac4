package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.json.Json;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Works out what takes a write back. */
public final class Backwards {
  private Backwards() {}

  /**
   * The RFC 7396 merge patch that leads from an object back to what it was.
   *
   * @param draft the record of what callers may say about such an object; nothing else is patched
   */
  public static ObjectNode patch(JsonNode before, JsonNode after, Class<?> draft) {
    ObjectNode patch = Json.mapper().createObjectNode();
    for (String field : Json.fieldsOf(draft)) {
      add(patch, field, before.get(field), after.get(field));
    }
    return patch;
  }

  private static void add(
      ObjectNode patch, String field, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || before.isNull()) {
      if (after != null && !after.isNull()) {
        patch.putNull(field);
      }
    } else if (before instanceof ObjectNode object && after instanceof ObjectNode other) {
      ObjectNode inner = Json.mapper().createObjectNode();
      for (String each : names(object, other)) {
        add(inner, each, object.get(each), other.get(each));
      }
      if (!inner.isEmpty()) {
        patch.set(field, inner);
      }
    } else if (!before.equals(after)) {
      patch.set(field, before);
    }
  }

  private static Set<String> names(ObjectNode one, ObjectNode other) {
    Set<String> names = new TreeSet<>(one.propertyNames());
    names.addAll(other.propertyNames());
    return names;
  }
}
