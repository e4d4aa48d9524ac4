package com.nexus.ssot.model.governance;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of single rules must satisfy, whether they stand in a file or in a body. */
final class RuleCheck {
  private static final Pattern CONTEXT = Pattern.compile("[a-z][a-z0-9_-]{0,49}");
  private static final Pattern TEAM = Pattern.compile("[a-z][a-z0-9_-]{0,99}");
  private static final Pattern WORD = Pattern.compile("[a-z0-9.-]{1,100}");
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern STORAGE =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[!-~]*)?|/[!-~]+");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private RuleCheck() {}

  static List<Cause> version(String version, String at) {
    return version.isBlank() || version.length() > 50
        ? refused(at, "The version must have 1 to 50 characters.", "Write \"1.0\".")
        : List.of();
  }

  static List<Cause> withinContext(boolean unique, String at) {
    return unique
        ? List.of()
        : refused(at, "A name always has one meaning in a context.", "Write true.");
  }

  static List<Cause> logAllChanges(boolean logged, String at) {
    return logged
        ? List.of()
        : refused(at, "Changes are always logged; this cannot be turned off.", "Write true.");
  }

  static List<Cause> ttls(Period usual, Period most, String at) {
    return usual.isLongerThan(most)
        ? refused(at, "The default is longer than max_ttl.", "Give at most " + most + ".")
        : List.of();
  }

  static List<Cause> reservedWords(List<String> words, String at) {
    return each(words, at, WORD, "a name in lower case with hyphens, such as internal-only");
  }

  static List<Cause> permissions(List<String> words, String at) {
    return each(words, at, TEAM, "a team such as ai_team, or team_approval or temporary_only");
  }

  static List<Cause> teams(List<String> names, String at) {
    return each(names, at, TEAM, "a team such as ai_team");
  }

  static List<Cause> hosts(List<String> hosts, String at) {
    return each(hosts, at, HOST, "a host in lower case such as api.example.com or *.example.com");
  }

  static List<Cause> schemes(List<String> schemes, String at) {
    if (schemes.isEmpty()) {
      return refused(at, "No scheme is allowed, so no address would be.", "Give http or https.");
    }
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < schemes.size(); i++) {
      if (!SCHEMES.contains(schemes.get(i))) {
        String message = Quoted.of(schemes.get(i)) + " is not a scheme that aliases can have.";
        causes.add(Cause.at(Pointer.child(at, i), message, "Give http or https."));
      }
    }
    return causes;
  }

  static List<Cause> storage(@Nullable String storage, String at) {
    return storage == null || STORAGE.matcher(storage).matches()
        ? List.of()
        : refused(
            at,
            Quoted.of(storage) + " is not a place for archives.",
            "Give s3://bucket/prefix or an absolute path.");
  }

  static List<Cause> contextNames(Collection<String> names, String at) {
    List<Cause> causes = new ArrayList<>();
    Map<String, String> byKey = new HashMap<>();
    for (String name : names) {
      String here = Pointer.child(at, name);
      String other = byKey.putIfAbsent(name.toLowerCase(Locale.ROOT).replace('_', '-'), name);
      if (other != null) {
        String message = "This is the same context as " + Quoted.of(other) + ".";
        causes.add(Cause.at(here, message, "Keep one of them."));
      } else if (!CONTEXT.matcher(name).matches()) {
        String message = Quoted.of(name) + " cannot be a context's name.";
        String fix = "Use 1 to 50 of a-z, 0-9, _ and -, a letter first.";
        causes.add(Cause.at(here, message, fix));
      }
    }
    return causes;
  }

  private static List<Cause> each(List<String> words, String at, Pattern pattern, String wanted) {
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!pattern.matcher(word).matches()) {
        String message = Quoted.of(word) + " is not allowed here.";
        causes.add(Cause.at(Pointer.child(at, i), message, "Give " + wanted + "."));
      }
    }
    return causes;
  }

  private static List<Cause> refused(String at, String message, String fix) {
    return List.of(Cause.at(at, message, fix));
  }
}
