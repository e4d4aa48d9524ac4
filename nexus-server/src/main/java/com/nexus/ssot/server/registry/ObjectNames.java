package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.name.Name;
import java.util.regex.Pattern;

/** Names of anchors, endpoints, services and contexts: plain, so that they fit into any URL. */
public final class ObjectNames {
  /** Most characters of a name. */
  public static final int LONGEST = 255;

  /** What a name looks like. */
  public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  private ObjectNames() {}

  /** Reads a name and notes what is wrong with it. */
  public static Name check(String at, String given, Causes causes) {
    causes.word(
        at,
        given,
        PATTERN,
        "use 3 to 255 characters of A-Z a-z 0-9 . _ - and start with a letter or digit");
    return Name.of(given);
  }
}
