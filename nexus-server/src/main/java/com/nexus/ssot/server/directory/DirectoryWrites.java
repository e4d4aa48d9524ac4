package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Proposes writes of people, teams and roles, and answers them with what they are now. What changes
 * and logs say of them calls people by their ids; answers call them by their names. Thread-safe.
 */
@Component
final class DirectoryWrites {
  /** Header that says what the caller should know. */
  static final String NOTICE = "Notice";

  /** What is said as long as nobody is asked. */
  static final String AT_ONCE =
      "Changes of people, teams and roles apply at once unless the rules ask for approvals"
          + " (administration) and somebody else could give them: this one was approved by policy.";

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWrites.class);

  private final Changes changes;
  private final Access access;

  DirectoryWrites(Changes changes, Access access) {
    this.changes = changes;
    this.access = access;
  }

  /** Proposes one operation as the request wants it. */
  Outcome propose(String kind, Object body, Actor actor, WriteOptions options) {
    return propose(
        List.of(new Operation(kind, body, options.ifMatch(), options.createOnly())),
        actor,
        options);
  }

  /** Proposes several operations that happen together or not at all. */
  Outcome propose(List<Operation> operations, Actor actor, WriteOptions options) {
    if (options.dryRun()) {
      // It tells who is there and leaves no trace, so it is for those who may look.
      access.require(actor, Verb.READ, ObjectKind.ROLE, null);
    }
    return changes.propose(
        new Proposal(actor, operations, null, null, options.idempotencyKey(), options.dryRun()));
  }

  /**
   * The answer with the object as it is now.
   *
   * @param location path of the object; used when it was created
   */
  <T> ResponseEntity<?> answer(
      Outcome outcome,
      String location,
      Supplier<T> object,
      Function<T, UUID> id,
      ToIntFunction<T> revision) {
    ResponseEntity<?> plain = answer(outcome, location);
    if (outcome.dryRun() || outcome.change().state() == ChangeState.IN_REVIEW) {
      return plain;
    }
    T now = object.get();
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(plain.getHeaders());
    headers.setETag(EntityTags.of(id.apply(now), revision.applyAsInt(now)));
    return ResponseEntity.status(plain.getStatusCode()).headers(headers).body(now);
  }

  /** The answer with the whole change, for one of several objects. */
  ResponseEntity<?> whole(Outcome outcome) {
    return outcome.dryRun() || outcome.change().state() == ChangeState.IN_REVIEW
        ? Answers.of(outcome, "/api/roles")
        : noticed(outcome, ResponseEntity.ok(outcome.change()));
  }

  /** The answer with what changes say of the object. */
  ResponseEntity<?> answer(Outcome outcome, String location) {
    return noticed(outcome, Answers.of(outcome, location));
  }

  private ResponseEntity<?> noticed(Outcome outcome, ResponseEntity<?> plain) {
    if (outcome.dryRun()
        || outcome.unchanged()
        || outcome.change().state() == ChangeState.IN_REVIEW) {
      return plain;
    }
    LOG.warn("{} Change {}", AT_ONCE, outcome.change().id());
    return ResponseEntity.status(plain.getStatusCode())
        .headers(plain.getHeaders())
        .header(NOTICE, AT_ONCE)
        .body(plain.getBody());
  }
}
