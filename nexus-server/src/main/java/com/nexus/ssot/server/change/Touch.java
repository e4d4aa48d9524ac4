package com.nexus.ssot.server.change;

import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What matters of an operation when it is asked whose consent it needs.
 *
 * @param kind name of its kind
 * @param contextKey key of the context that the object stands in, or is; null for neither
 * @param owner key of the team that owns the object; null when nobody does
 * @param isNew whether there is no such object yet
 */
record Touch(
    String kind,
    String objectType,
    @Nullable String contextKey,
    @Nullable String owner,
    boolean isNew) {
  private static final String CONTEXT = "context";
  private static final String GOVERNANCE = "governance";
  private static final Set<String> ADMINISTRATION =
      Set.of(CONTEXT, GOVERNANCE, "role", "team", "user", "principal");

  static Touch of(String kind, Planned planned) {
    String contextKey =
        planned.objectType().equals(CONTEXT)
            ? Name.of(planned.objectKey()).key()
            : planned.contextKey();
    boolean isNew = planned.baseRevision() == 0;
    return new Touch(
        kind,
        planned.objectType(),
        contextKey,
        owner(isNew ? null : planned.before(), planned.after()),
        isNew);
  }

  /**
   * The same of a stored change.
   *
   * @param operations in the form of {@link Digests}
   */
  static List<Touch> of(JsonNode operations) {
    List<Touch> touches = new ArrayList<>();
    for (JsonNode operation : operations) {
      String type = operation.path("object_type").asString();
      String place = type.equals(CONTEXT) ? "object_key" : "context";
      boolean isNew = operation.path("base_revision").asInt() == 0;
      touches.add(
          new Touch(
              operation.path("kind").asString(),
              type,
              operation.hasNonNull(place) ? Name.of(operation.path(place).asString()).key() : null,
              owner(isNew ? null : operation.get("before"), operation.get("after")),
              isNew));
    }
    return touches;
  }

  /** Who owns it now; of what nobody owns yet, who will. */
  private static @Nullable String owner(@Nullable JsonNode before, @Nullable JsonNode after) {
    String now = owner(before);
    return now == null ? owner(after) : now;
  }

  private static @Nullable String owner(@Nullable JsonNode object) {
    return object == null || !object.path("owner").isString()
        ? null
        : Name.of(object.path("owner").asString()).key();
  }

  /** Whether something goes away. */
  boolean deletes() {
    return kind.endsWith(".delete");
  }

  /** Whether it changes who may do what, or by which rules. */
  boolean isAdministration() {
    return ADMINISTRATION.contains(objectType);
  }

  /** Whether it gives a registry its first rules. */
  boolean isFirstRules() {
    return objectType.equals(GOVERNANCE) && isNew;
  }

  /** Whether it changes what is asked of people, and not who they are. */
  boolean isRules() {
    return objectType.equals(CONTEXT) || objectType.equals(GOVERNANCE);
  }

  /** Whether it changes a context itself. */
  boolean isContext() {
    return objectType.equals(CONTEXT);
  }
}
