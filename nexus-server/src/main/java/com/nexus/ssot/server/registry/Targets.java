package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.http.EntityTags;

/** Finds and locks what a write is about, and holds the caller to the revision it knows. */
public final class Targets {
  private Targets() {}

  /** The live object, locked, at the revision the caller demands. */
  public static <T extends Registered> T lock(ObjectType<T, ?> type, String name, PlanScope scope) {
    T object = lockAny(type, name, scope);
    requireLive(type.word(), type.nameOf(object), object);
    return object;
  }

  /** The object, deleted or not, locked, at the revision the caller demands. */
  static <T extends Registered> T lockAny(ObjectType<T, ?> type, String name, PlanScope scope) {
    T object = type.lock(Name.of(name).key()).orElseThrow(() -> notFound(type.word(), name));
    String ifMatch = scope.ifMatch();
    if (ifMatch != null) {
      EntityTags.require(ifMatch, object.id(), object.revision());
    }
    return object;
  }

  /** There is no object of this name. */
  public static Fault notFound(String word, String name) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no " + word + " " + Quoted.of(name));
  }

  /** Refuses with {@code GONE} when the object is deleted. */
  public static void requireLive(String word, String name, Registered object) {
    if (object.deletedAt() != null) {
      throw Fault.of(
          FaultCode.GONE, "The " + word + " '" + name + "' was deleted; it can be restored");
    }
  }
}
