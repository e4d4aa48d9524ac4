package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Planned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what would happen now with what was approved: the same objects at the same revisions,
 * with the same content before and after. Times of writing, and what a kind calls moving, may
 * differ; so may the id that an object gets which the change itself makes.
 */
final class Comparison {
  private static final String WRITTEN = "updated_at";
  private static final Set<String> STAMPS = Set.of(WRITTEN, "updated_by", "change_id");
  private static final Set<String> OF_NEW = Set.of("id", "created_at", "created_by");

  private Comparison() {}

  /** What is different, in words; empty when it is the same. */
  static Optional<String> difference(JsonNode approved, List<PlannedStep> now) {
    if (approved.size() != now.size()) {
      return Optional.of(
          "Of " + approved.size() + " operations " + now.size() + " would change something.");
    }
    Map<String, UUID> made = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      String difference = difference(approved.get(i), now.get(i), made);
      if (difference != null) {
        return Optional.of(difference);
      }
    }
    return Optional.empty();
  }

  /** The ids of the objects that it made, by those that were approved; of what is the same. */
  static Map<UUID, UUID> made(JsonNode approved, List<PlannedStep> now) {
    Map<UUID, UUID> made = new HashMap<>();
    for (int i = 0; i < now.size(); i++) {
      if (approved.get(i).path("base_revision").asInt() == 0) {
        made.put(
            UUID.fromString(approved.get(i).path("object_id").asString()),
            now.get(i).planned().objectId());
      }
    }
    return made;
  }

  /**
   * @param made which object stands now for one that the change itself made, by its id then
   */
  private static @Nullable String difference(
      JsonNode approved, PlannedStep step, Map<String, UUID> made) {
    Planned now = step.planned();
    int base = approved.path("base_revision").asInt();
    String object = now.objectType() + " " + approved.path("object_key").asString();
    boolean same =
        approved.path("kind").asString().equals(step.kind())
            && approved.path("object_type").asString().equals(now.objectType())
            && approved.path("object_key").asString().equals(now.objectKey());
    if (!same) {
      return "It would be about " + now.objectType() + " " + now.objectKey() + ".";
    }
    if (base != now.baseRevision()) {
      return "The " + object + " is at revision " + now.baseRevision() + ", not " + base + ".";
    }
    String id = approved.path("object_id").asString();
    if (base == 0) {
      made.put(id, now.objectId());
    }
    boolean ofThisChange = made.containsKey(id);
    String expected = ofThisChange ? String.valueOf(made.get(id)) : id;
    if (!expected.equals(now.objectId().toString())) {
      return "The " + object + " is another one.";
    }
    Set<String> moving = moving(step.step());
    if (!settled(approved.get("before"), moving, ofThisChange)
        .equals(settled(now.before(), moving, ofThisChange))) {
      return "The " + object + " is not what it was.";
    }
    return settled(approved.get("after"), moving, ofThisChange)
            .equals(settled(now.after(), moving, ofThisChange))
        ? null
        : "The " + object + " would become something else.";
  }

  private static <B> Set<String> moving(Step<B> step) {
    ChangeKind<B> kind = step.kind();
    return kind.moving(step.body());
  }

  /** What happens with the change, such as deleting, happens when it is applied. */
  private static void settleMoment(ObjectNode object) {
    JsonNode moment = object.get(WRITTEN);
    for (String field : List.copyOf(object.propertyNames())) {
      if (field.endsWith("_at") && moment != null && moment.equals(object.get(field))) {
        object.put(field, "when it is applied");
      }
    }
  }

  private static Optional<JsonNode> settled(
      @Nullable JsonNode object, Set<String> moving, boolean created) {
    if (!(object instanceof ObjectNode whole)) {
      return Optional.ofNullable(object).filter(node -> !node.isNull());
    }
    ObjectNode settled = whole.deepCopy();
    settleMoment(settled);
    settled.remove(STAMPS);
    settled.remove(moving);
    if (created) {
      settled.remove(OF_NEW);
    }
    return Optional.of(settled);
  }
}
