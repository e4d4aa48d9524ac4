package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts together what a write of an object without a context will do. */
public final class PlannedObject {
  private PlannedObject() {}

  /** A new revision of an object, with the one it replaces kept as history. */
  public static <T extends Registered> Planned of(
      ObjectType<T, ?> type, T before, T after, Actor by) {
    return of(
        type,
        before,
        after,
        writes -> {
          HistoryTable.keep(type.word(), before, after.updatedAt(), writes);
          type.update(after, by, writes);
        });
  }

  /** A write of any sort. */
  public static <T extends Registered> Planned of(
      ObjectType<T, ?> type, @Nullable T before, T after, Consumer<Writes> write) {
    JsonNode was = before == null ? null : Json.tree(before);
    int base = before == null ? 0 : before.revision();
    return new Planned(
        type.word(),
        after.id(),
        type.nameOf(after),
        null,
        null,
        base,
        after.revision(),
        was,
        Json.tree(after),
        write);
  }

  /** An object that already is as it was asked to be. */
  public static <T extends Registered> Planned nothing(ObjectType<T, ?> type, T object) {
    return of(type, object, object, writes -> {});
  }
}
