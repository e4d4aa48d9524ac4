package com.nexus.ssot.model.name;

import com.google.re2j.Pattern;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.governance.NamingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a name is allowed. Some characters never are, whatever the rules say, because names stand
 * in addresses and on screens. Thread-safe.
 */
public final class NameCheck {
  private static final String NEVER = "/\\?#%;";
  private static final int MOST_PATTERNS = 1000;
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private NameCheck() {}

  /** Every reason against a name, with {@code pointer} as the place. Empty when it is allowed. */
  public static List<Cause> check(Name name, NamingRules rules, String pointer) {
    List<Cause> causes = new ArrayList<>();
    checkLength(name, rules, pointer, causes);
    int forbidden = firstForbidden(name.key());
    if (forbidden >= 0) {
      String message = character(name, forbidden) + " is never allowed in a name.";
      causes.add(Cause.at(pointer, message, "Leave it out, or write a hyphen."));
    } else if (!name.key().isEmpty()) {
      checkPattern(name, rules, pointer, causes);
    }
    return causes;
  }

  private static void checkLength(
      Name name, NamingRules rules, String pointer, List<Cause> causes) {
    int length = name.key().codePointCount(0, name.key().length());
    if (length < rules.minLength() || length > rules.maxLength()) {
      String allowed = rules.minLength() + " to " + rules.maxLength();
      causes.add(
          Cause.at(
              pointer,
              "The name has " + length + (length == 1 ? " character." : " characters."),
              "Choose one of " + allowed + " characters."));
    }
  }

  private static int firstForbidden(String key) {
    if (key.equals(".") || key.equals("..")) {
      return 0;
    }
    for (int i = 0; i < key.length(); ) {
      int c = key.codePointAt(i);
      if (NEVER.indexOf(c) >= 0
          || Quoted.isUnseen(c)
          || Character.isWhitespace(c)
          || Character.isSpaceChar(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }

  private static void checkPattern(
      Name name, NamingRules rules, String pointer, List<Cause> causes) {
    Pattern pattern = compiled(rules.pattern());
    if (pattern.matches(name.key())) {
      return;
    }
    int offender = firstOffender(name.key(), pattern, rules.maxLength());
    String message =
        offender < 0 ? "The name does not match." : character(name, offender) + " is not allowed.";
    causes.add(Cause.at(pointer, message, "Names here match " + rules.pattern() + "."));
  }

  // RE2 does not say where it gave up. After the longest beginning that matches, the next character
  // is at fault; when none does, the first one is if the name would match without it.
  private static int firstOffender(String key, Pattern pattern, int maxLength) {
    for (int end = Math.min(key.length(), maxLength + 1) - 1; end > 0; end--) {
      if (!Character.isLowSurrogate(key.charAt(end)) && pattern.matches(key.substring(0, end))) {
        return end;
      }
    }
    return pattern.matches(key.substring(Character.charCount(key.codePointAt(0)))) ? 0 : -1;
  }

  private static String character(Name name, int index) {
    String shown = name.shown().length() == name.key().length() ? name.shown() : name.key();
    int position = shown.codePointCount(0, index) + 1;
    String found = Quoted.of(Character.toString(shown.codePointAt(index)));
    return "The character " + found + " at position " + position;
  }

  private static Pattern compiled(String pattern) {
    if (PATTERNS.size() >= MOST_PATTERNS) {
      PATTERNS.clear();
    }
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile);
  }
}
