package com.nexus.ssot.server.registry;

import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Turns requests to write one object into proposals, and what became of them into answers. */
@Component
public final class ObjectWrites {
  private final Changes changes;

  ObjectWrites(Changes changes) {
    this.changes = changes;
  }

  /** Creates an object. */
  public ResponseEntity<?> create(
      String word, Object draft, String location, Actor actor, WriteOptions options) {
    return Answers.of(propose(word + ".create", draft, actor, options), location);
  }

  /** Changes an object by merge patch. */
  public ResponseEntity<?> update(
      String word, String name, JsonNode patch, Actor actor, WriteOptions options) {
    return Answers.of(propose(word + ".update", new ObjectPatch(name, patch), actor, options), "/");
  }

  /** Deletes an object. */
  public ResponseEntity<?> delete(String word, String name, Actor actor, WriteOptions options) {
    return Answers.of(propose(word + ".delete", new ObjectTarget(name), actor, options), "/");
  }

  /** Brings a deleted object back. */
  public ResponseEntity<?> restore(String word, String name, Actor actor, WriteOptions options) {
    return Answers.of(propose(word + ".restore", new ObjectTarget(name), actor, options), "/");
  }

  /** Proposes one operation as the request wants it. */
  public Outcome propose(String kind, Object body, Actor actor, WriteOptions options) {
    return propose(
        List.of(new Operation(kind, body, options.ifMatch(), options.createOnly())),
        actor,
        options);
  }

  /** Proposes several operations, whose preconditions they carry themselves. */
  public Outcome propose(List<Operation> operations, Actor actor, WriteOptions options) {
    return changes.propose(
        new Proposal(actor, operations, null, null, options.idempotencyKey(), options.dryRun()));
  }
}
