package com.nexus.ssot.model.governance;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name must look like. Rules are applied to the name's key.
 *
 * @param pattern an RE2 pattern that the whole key must match
 * @param minLength fewest characters
 * @param maxLength most characters
 */
public record NamingRules(String pattern, int minLength, int maxLength) {
  /** Longest name that any rules can allow, in characters. */
  public static final int LONGEST = 200;

  /** Longest pattern, in characters. */
  public static final int LONGEST_PATTERN = 1000;

  /** What makes these rules unusable, with pointers below the place where they stand. */
  public List<Cause> check(String pointer) {
    List<Cause> causes = new ArrayList<>(checkPattern(pattern, Pointer.child(pointer, "pattern")));
    causes.addAll(checkLengths(minLength, maxLength, pointer));
    return causes;
  }

  static List<Cause> checkPattern(String pattern, String pointer) {
    String fix = "Give an RE2 pattern such as ^[a-z0-9-]+$.";
    if (pattern.isEmpty() || pattern.length() > LONGEST_PATTERN) {
      return List.of(
          Cause.at(pointer, "The pattern must have 1 to " + LONGEST_PATTERN + " characters.", fix));
    }
    try {
      Pattern.compile(pattern);
      return List.of();
    } catch (PatternSyntaxException e) {
      String reason = e.getDescription() + " " + Quoted.of(String.valueOf(e.getPattern()));
      return List.of(Cause.at(pointer, "The pattern is not RE2: " + reason + ".", fix));
    }
  }

  static List<Cause> checkLengths(int min, int max, String pointer) {
    if (min < 1) {
      return List.of(
          Cause.at(
              Pointer.child(pointer, "min_length"), "A name has at least one character.", null));
    }
    if (max < min || max > LONGEST) {
      String message = "The longest name must have min_length to " + LONGEST + " characters.";
      return List.of(Cause.at(Pointer.child(pointer, "max_length"), message, null));
    }
    return List.of();
  }
}
