package com.nexus.ssot.model.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, as the way to it from the root. Its text is made only when somebody asks: a
 * document has a place for every value, and hardly ever one that is told.
 *
 * @param parent what holds the value; null for the root
 * @param name of an object's member; null for an element
 * @param index of an array's element
 */
record CanonicalPlace(@Nullable CanonicalPlace parent, @Nullable String name, int index) {
  static final CanonicalPlace ROOT = new CanonicalPlace(null, null, 0);

  CanonicalPlace member(String member) {
    return new CanonicalPlace(this, member, 0);
  }

  CanonicalPlace element(int element) {
    return new CanonicalPlace(this, null, element);
  }

  /** The JSON pointer. */
  String pointer() {
    if (parent == null) {
      return "";
    }
    String before = parent.pointer();
    return name == null ? Pointer.child(before, index) : Pointer.child(before, name);
  }
}
