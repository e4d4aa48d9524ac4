package com.nexus.ssot.server.base;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one operation will do.
 *
 * @param objectType kind of object, such as {@code alias}
 * @param objectKey the object's name as shown
 * @param context shown name of the context; null for objects without one
 * @param contextKey its key; null for objects without one
 * @param baseRevision revision it starts from; 0 when the object is new
 * @param revision revision it leads to
 * @param before the whole object before, as the API shows it; null when it is new, unless it takes
 *     the name of another one, which this is then
 * @param after the whole object afterwards, as the API shows it; null only when nothing is left
 * @param reasons why people must approve it even where its context asks nobody, one sentence each;
 *     mostly empty
 * @param write adds the statements that do it; run for a dry run and for a change that waits as
 *     well, and rolled back then, so it has no effects outside the database
 */
public record Planned(
    String objectType,
    UUID objectId,
    String objectKey,
    @Nullable String context,
    @Nullable String contextKey,
    int baseRevision,
    int revision,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    List<String> reasons,
    Consumer<Writes> write) {

  public Planned {
    reasons = List.copyOf(reasons);
  }

  /** An operation that people approve only where its context asks for them. */
  public Planned(
      String objectType,
      UUID objectId,
      String objectKey,
      @Nullable String context,
      @Nullable String contextKey,
      int baseRevision,
      int revision,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      Consumer<Writes> write) {
    this(
        objectType,
        objectId,
        objectKey,
        context,
        contextKey,
        baseRevision,
        revision,
        before,
        after,
        List.of(),
        write);
  }

  /** The same, for which people must be asked because of this. */
  public Planned needingPeople(List<String> because) {
    return new Planned(
        objectType,
        objectId,
        objectKey,
        context,
        contextKey,
        baseRevision,
        revision,
        before,
        after,
        because,
        write);
  }

  /** Whether the operation would leave everything as it is; such an operation is not recorded. */
  public boolean changesNothing() {
    return before != null && baseRevision == revision;
  }
}
