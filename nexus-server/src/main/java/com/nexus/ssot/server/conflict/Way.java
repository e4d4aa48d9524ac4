package com.nexus.ssot.server.conflict;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to settle a conflict. */
enum Way {
  KEEP_FIRST,
  KEEP_NEWEST,
  RENAME,
  ALIAS_OF_ALIAS,
  MERGE,
  EXPIRE,
  DISMISS;

  /** What stands as resolution where a conflict ended by itself. */
  static final String GONE = "gone";

  /** As callers write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Way> of(String word) {
    return Arrays.stream(values()).filter(way -> way.word().equals(word)).findFirst();
  }
}
