package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.http.EntityTags;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked for while it is checked, and everything that is wrong with it. Not thread-safe. */
final class Asked {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,99}");
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-.*");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 4000;

  private final List<Cause> causes = new ArrayList<>();

  /** Where more causes go. */
  List<Cause> causes() {
    return causes;
  }

  /** A name of a person, team or role. */
  Name name(String at, String written) {
    if (!NAME.matcher(written).matches()) {
      causes.add(
          Cause.at(
              at,
              Quoted.of(written) + " cannot be a name.",
              "Use 2 to 100 characters of A-Z a-z 0-9 . _ - and start with a letter or digit."));
    } else if (ID.matcher(written).matches()) {
      causes.add(Cause.at(at, "A name must not look like an id.", "Choose another name."));
    }
    return Name.of(written);
  }

  /** A text of several lines; null when nothing is left of it. */
  @Nullable String text(String at, @Nullable String written) {
    return clean(at, written, LONGEST_TEXT);
  }

  /** A text of one line; null when nothing is left of it. */
  @Nullable String line(String at, @Nullable String written) {
    String line = clean(at, written, LONGEST_LINE);
    if (line != null && line.contains("\n")) {
      causes.add(Cause.at(at, "It has several lines.", "Write it on one line."));
    }
    return line;
  }

  /** An e-mail address; null when there is none. */
  @Nullable String email(String at, @Nullable String written) {
    String email = line(at, written);
    if (email != null && !EMAIL.matcher(email).matches()) {
      causes.add(Cause.at(at, "This is no e-mail address.", "Write it as name@example.com."));
    }
    return email;
  }

  private @Nullable String clean(String at, @Nullable String written, int most) {
    if (written == null) {
      return null;
    }
    String clean = CleanText.of(written).text().strip();
    if (clean.length() > most) {
      causes.add(
          Cause.at(at, "It has " + clean.length() + " characters.", "Use at most " + most + "."));
    }
    return clean.isEmpty() ? null : clean;
  }

  /** Notes that a name was changed that stays. */
  void sameName(String at, String is, String wanted) {
    if (!Name.of(is).key().equals(Name.of(wanted).key())) {
      causes.add(Cause.at(at, "The name stays as it is.", "Leave it out, or make a new one."));
    }
  }

  /** Refuses with everything that was found, if anything was. */
  void refuse(String what) {
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, what + " cannot be written as asked for.", causes);
    }
  }

  /** What somebody wants who knows this and says that. */
  static <D> D patched(D known, JsonNode patch, Class<D> type) {
    if (!patch.isObject()) {
      throw Fault.of(
          FaultCode.INVALID,
          "The patch is not an object.",
          List.of(Cause.of("A merge patch is a JSON object.", "Send {} with fields.")));
    }
    return Json.patched(Json.tree(known), patch, type);
  }

  /** There is nothing of this name. */
  static Fault unknown(String word, String name) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no " + word + " " + Quoted.of(name) + ".");
  }

  /** Somebody has the name already. */
  static Fault taken(String word, String at, String name, PlanScope scope, String entityTag) {
    String message = "The " + word + " " + Quoted.of(name) + " exists already.";
    return scope.createOnly()
        ? Fault.preconditionFailed(message, entityTag)
        : Fault.of(
            FaultCode.ALREADY_EXISTS,
            message,
            List.of(Cause.at(at, "The name is taken.", "Choose another, or change that one.")));
  }

  /** Holds the caller to the fact that a new object has no tag yet. */
  static void requireNoTag(PlanScope scope, String word) {
    EntityTags.requireNone(scope.ifMatch(), word);
  }
}
