package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Pointer;
import com.nexus.ssot.server.base.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a body, so that the caller hears of all at once. */
public final class Causes {
  private static final int MOST_LABELS = 64;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,62}");

  private final List<Cause> found = new ArrayList<>();

  /** Notes a cause. */
  public void add(String at, String message, @Nullable String fix) {
    found.add(Cause.at(at, message, fix));
  }

  /** Notes causes found elsewhere. */
  public void addAll(List<Cause> causes) {
    found.addAll(causes);
  }

  /**
   * Takes a text that people read: cleaned, and null when nothing is left.
   *
   * @param most characters that are allowed
   */
  public @Nullable String text(String at, @Nullable String given, int most) {
    if (given == null) {
      return null;
    }
    String clean = CleanText.of(given).text();
    if (clean.length() > most) {
      add(at, "it has " + clean.length() + " characters", "use at most " + most);
    }
    return clean.isBlank() ? null : clean;
  }

  /** Takes a word that must match a pattern as a whole. */
  public String word(String at, String given, Pattern pattern, String fix) {
    if (!pattern.matcher(given).matches()) {
      add(at, Quoted.of(given) + " is not allowed here", fix);
    }
    return given;
  }

  /** Takes labels: few, with simple keys and short values; sorted. */
  public Map<String, String> labels(@Nullable Map<String, String> given) {
    Map<String, String> clean = new TreeMap<>();
    if (given == null) {
      return clean;
    }
    if (given.size() > MOST_LABELS) {
      add("/labels", "there are " + given.size() + " labels", "use at most " + MOST_LABELS);
    }
    given.forEach((key, value) -> {
      String at = Pointer.child("/labels", key);
      word(at, key, LABEL, "a label starts with a letter or digit, in lower case: a-z 0-9 . _ / -");
      String text = text(at, value, 255);
      clean.put(key, text == null ? "" : text);
    });
    return clean;
  }

  /** What was found so far. */
  public List<Cause> list() {
    return List.copyOf(found);
  }

  /** Whether nothing was found so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Refuses with everything that was found, if anything was. */
  public void refuse(String what) {
    if (!found.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, what + " breaks one or more rules", found);
    }
  }
}
