package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Registered;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the common writes (create, update, delete, restore) must know about one type of object.
 *
 * @param <T> the object as it stands
 * @param <D> what a caller may say about it
 */
public interface ObjectType<T extends Registered, D> {

  /** The type's word, such as {@code anchor}; also the start of its kinds' names. */
  String word();

  /** The record of what a caller may say. */
  Class<D> draft();

  /** What grants call it. */
  ObjectKind kind();

  /** What writing one takes. */
  Verb verb();

  /** Fields that are worked out from other objects, so that nobody approves what they become. */
  default Set<String> moving() {
    return Set.of();
  }

  /** Field of the draft that holds the name. */
  String nameField();

  /** The name in a draft. */
  String nameIn(D draft);

  /** The name of an object. */
  String nameOf(T object);

  /** The object with this key, deleted ones too, locked until the transaction ends. */
  Optional<T> lock(String key);

  /**
   * Checks what a caller said and fills in what was left open.
   *
   * @param before the object as it was; null for a new one
   * @throws com.nexus.ssot.model.fault.Fault with every cause
   */
  D checked(D draft, @Nullable T before);

  /**
   * Refuses a write by which others get more than the actor may give. Whether the actor may write
   * such objects at all was asked before.
   *
   * @param before the object as it was; null for one that is new, or comes back
   */
  default void requireGiver(Actor actor, @Nullable T before, D checked) {}

  /**
   * Why people must approve that an object changes, even where nobody would be asked, one sentence
   * each; mostly empty.
   */
  default List<String> reasons(T before, D checked) {
    return List.of();
  }

  /** What a caller would have to say to get this object. */
  D draftOf(T object);

  /** The object a checked draft leads to. */
  T made(D checked, Stamp stamp, @Nullable T before);

  /**
   * Refuses with {@code IN_USE} when something leads to the object.
   *
   * @param changeId the change that deletes it, which does not stand in its own way
   */
  void requireUnused(T object, UUID changeId);

  /** Adds the row of a new object. */
  void insert(T object, Actor by, Writes writes);

  /** Changes the row of an object. */
  void update(T object, Actor by, Writes writes);
}
