package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.server.http.EntityTags;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/**
 * The HTTP answers to writes of one object. What was applied is answered with the object as it is
 * now; what waits, with the change to look at.
 */
public final class Answers {
  /** Header that says that nothing was stored. */
  public static final String PREVIEW = "Preview";

  /** Header that says what was removed from free text. */
  public static final String CLEANED = "Text-Cleaned";

  private Answers() {}

  /**
   * The answer to what became of a proposal of one operation.
   *
   * @param location path of the object; used when it was created
   */
  public static ResponseEntity<?> of(Outcome outcome, String location) {
    Change change = outcome.change();
    if (outcome.dryRun()) {
      return cleaned(ResponseEntity.ok().header(PREVIEW, "true"), outcome).body(change);
    }
    if (change.state() == ChangeState.IN_REVIEW) {
      return cleaned(ResponseEntity.accepted(), outcome)
          .location(URI.create("/api/changes/" + change.id()))
          .body(Map.of("id", change.id(), "state", change.state()));
    }
    OperationView operation = change.operations().getFirst();
    // A name that is free again begins anew, with the row of the object that had it or without.
    boolean fresh = operation.before() == null || operation.baseRevision() == 0;
    boolean created = fresh && !outcome.unchanged();
    ResponseEntity.BodyBuilder answer =
        created
            ? ResponseEntity.status(HttpStatus.CREATED).location(URI.create(location))
            : ResponseEntity.ok();
    JsonNode object = operation.after() == null ? operation.before() : operation.after();
    return tagged(cleaned(answer, outcome), object).body(object);
  }

  /** Says what was removed from the proposer's text, if anything was. */
  static ResponseEntity.BodyBuilder cleaned(ResponseEntity.BodyBuilder answer, Outcome outcome) {
    return outcome.cleaned().isEmpty()
        ? answer
        : answer.header(CLEANED, String.join("; ", outcome.cleaned()));
  }

  /** Objects with an id and a revision get their entity tag. */
  private static ResponseEntity.BodyBuilder tagged(
      ResponseEntity.BodyBuilder answer, @Nullable JsonNode object) {
    return object != null && object.path("id").isString() && object.path("revision").isInt()
        ? answer.eTag(
            EntityTags.of(
                UUID.fromString(object.path("id").asString()), object.path("revision").asInt()))
        : answer;
  }
}
