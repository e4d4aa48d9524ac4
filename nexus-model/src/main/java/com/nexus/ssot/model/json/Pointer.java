package com.nexus.ssot.model.json;

/** JSON pointers (RFC 6901), built one step at a time. The root is the empty text. */
public final class Pointer {
  private Pointer() {}

  /** The pointer of a member of the object at {@code parent}. */
  public static String child(String parent, String name) {
    return parent + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of an element of the array at {@code parent}. */
  public static String child(String parent, int index) {
    return parent + '/' + index;
  }

  /** The pointer of what holds {@code pointer}; the root for the root. */
  static String parent(String pointer) {
    int slash = pointer.lastIndexOf('/');
    return slash <= 0 ? "" : pointer.substring(0, slash);
  }
}
