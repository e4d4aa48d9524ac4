package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Key;
import com.nexus.ssot.model.api.KeyCreated;
import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.api.KeyRotation;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.SignedIn;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.identity.KeyEntry;
import com.nexus.ssot.server.identity.KeyRevocation;
import com.nexus.ssot.server.identity.KeyTable;
import com.nexus.ssot.server.identity.NewKey;
import com.nexus.ssot.server.identity.NewSecret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@RestController
@RequestMapping("/api/keys")
@SignedIn // the kinds decide what each may do
final class KeyResource {
  private static final String LIST = "keys";

  private final Changes changes;
  private final KeyTable keys;
  private final Cursors cursors;
  private final Access access;

  KeyResource(Changes changes, KeyTable keys, Cursors cursors, Access access) {
    this.access = access;
    this.changes = changes;
    this.keys = keys;
    this.cursors = cursors;
  }

  /**
   * The query of the list.
   *
   * @param maker only keys whose maker is active, or is disabled
   */
  record Filter(@Nullable Maker maker, PageRequest page) {}

  /** Whether who made a key may still act. */
  enum Maker {
    ACTIVE,
    DISABLED
  }

  @GetMapping
  Page<Key> list(@Query Filter filter, Actor actor) {
    boolean all = access.allows(actor, Verb.ADMIN, ObjectKind.KEY, null);
    Boolean active = filter.maker() == null ? null : filter.maker() == Maker.ACTIVE;
    String list = LIST + " " + filter.maker();
    UUID before =
        cursors
            .position(filter.page(), list)
            .map(values -> UUID.fromString(String.valueOf(values.getFirst())))
            .orElse(null);
    List<KeyEntry> rows =
        keys.list(all ? null : actor.principalId(), active, before, filter.page().rows());
    Page<KeyEntry> page =
        cursors.page(filter.page(), list, rows, row -> List.of(row.objectId()), null);
    return new Page<>(
        page.items().stream().map(KeyEntry::shown).toList(), page.next(), page.total());
  }

  @PostMapping
  ResponseEntity<?> create(@Body KeyDraft draft, WriteOptions options, Actor actor) {
    refuseRepetition(options);
    ApiKey key = ApiKey.generate();
    Outcome outcome =
        changes.propose(
            new Proposal(
                actor,
                List.of(
                    new Operation(
                        "key.create",
                        NewKey.of(key, draft),
                        options.ifMatch(),
                        options.createOnly())),
                null,
                null,
                null,
                options.dryRun()));
    return shownOnce(outcome, key, HttpStatus.CREATED);
  }

  /** Replaces the secret; the one before works on for a while. */
  @PostMapping("/{id}/rotate")
  ResponseEntity<?> rotate(
      @PathVariable String id,
      @Body(required = false) @Nullable KeyRotation rotation,
      WriteOptions options,
      Actor actor) {
    refuseRepetition(options);
    if (keys.find(id).isEmpty()) {
      throw Fault.of(FaultCode.NOT_FOUND, "There is no key " + id + ".");
    }
    ApiKey key = ApiKey.withId(id);
    Outcome outcome =
        changes.propose(
            new Proposal(
                actor,
                List.of(
                    new Operation(
                        "key.rotate",
                        NewSecret.of(
                            key, rotation == null ? new KeyRotation(null, null) : rotation),
                        options.ifMatch(),
                        options.createOnly())),
                null,
                null,
                null,
                options.dryRun()));
    return shownOnce(outcome, key, HttpStatus.OK);
  }

  private static ResponseEntity<?> shownOnce(Outcome outcome, ApiKey key, HttpStatus status) {
    if (outcome.dryRun() || outcome.change().state() != ChangeState.APPLIED) {
      return Answers.of(outcome, "/api/keys");
    }
    Key made =
        Json.convert(
            Objects.requireNonNull(outcome.change().operations().getFirst().after()), Key.class);
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (status == HttpStatus.CREATED) {
      answer.location(URI.create("/api/keys/" + made.id()));
    }
    return answer
        .cacheControl(CacheControl.noStore())
        .body(new KeyCreated(made.id(), key.text(), made.name(), made.expiresAt()));
  }

  private static void refuseRepetition(WriteOptions options) {
    if (options.idempotencyKey() != null) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A new key cannot be shown twice.",
          List.of(
              Cause.at(
                  "Idempotency-Key",
                  "The answer to a repeated request could not show the key again.",
                  "Leave the header out; revoke a key whose answer was lost.")));
    }
  }

  @DeleteMapping("/{id}")
  ResponseEntity<?> revoke(@PathVariable String id, WriteOptions options, Actor actor) {
    Outcome outcome =
        changes.propose(
            new Proposal(
                actor,
                List.of(
                    new Operation(
                        "key.revoke",
                        new KeyRevocation(id),
                        options.ifMatch(),
                        options.createOnly())),
                null,
                null,
                options.idempotencyKey(),
                options.dryRun()));
    return outcome.dryRun() || outcome.change().state() != ChangeState.APPLIED
        ? Answers.of(outcome, "/api/keys")
        : ResponseEntity.noContent().build();
  }
}
