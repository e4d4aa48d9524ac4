package com.nexus.ssot.cli;

import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.json.Json;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells what became of a write. */
final class WriteReport {
  private static final String UNCHANGED = "Unchanged:";

  private WriteReport() {}

  /**
   * Prints the outcome.
   *
   * @param done what was done, such as {@code Created}
   * @param object the object's kind and name
   */
  static int print(Session session, Written<JsonNode> written, String done, String object) {
    return print(session, written, value -> said(session, done + " ", object, value), object);
  }

  /** Prints the outcome of what should have made something new. */
  static int created(Session session, Written<JsonNode> written, String done, String object) {
    boolean stood = written instanceof Written.Applied<JsonNode> applied && !applied.created();
    return print(session, written, stood ? UNCHANGED : done, object);
  }

  /**
   * Prints the outcome of a change.
   *
   * @param before the entity tag that the object had before; null if it is not known
   */
  static int changed(
      Session session, Written<JsonNode> written, @Nullable String before, String object) {
    boolean same =
        written instanceof Written.Applied<JsonNode> applied
            && before != null
            && before.equals(applied.entityTag());
    return print(session, written, same ? UNCHANGED : "Changed", object);
  }

  private static void said(Session session, String done, String object, JsonNode value) {
    session.printer().said(done + object + where(value) + ".", value);
  }

  /** Prints the outcome, an object that took effect in a way of its own. */
  static <T> int print(Session session, Written<T> written, Consumer<T> applied, String object) {
    Printer printer = session.printer();
    switch (written) {
      case Written.Applied<T> now -> applied.accept(now.value());
      case Written.Waiting<T> waiting -> {
        printer.said(
            object + " waits for approval: change " + waiting.changeId(),
            Json.tree(Map.of("id", waiting.changeId(), "state", waiting.state())));
        if (printer.forPeople()) {
          session.note(
              "See it with: nexus change show "
                  + waiting.changeId()
                  + ". Another person approves it: nexus change approve "
                  + waiting.changeId());
        }
      }
      case Written.Previewed<T> preview -> {
        preview(session, preview.change());
        preview.notices().forEach(notice -> session.note(Cells.clean("Note: " + notice + ".")));
      }
    }
    return 0;
  }

  private static String where(JsonNode value) {
    String context = value.path("context").asString("");
    String revision = value.path("revision").asString("");
    return (context.isEmpty() ? "" : " in " + context)
        + (revision.isEmpty() ? "" : ", revision " + revision);
  }

  private static void preview(Session session, Change change) {
    Printer printer = session.printer();
    if (printer.forPeople()) {
      session.world().out().print(Diff.of(change, new Cells(session.zone())));
    } else {
      printer.object(Json.tree(change));
    }
  }
}
