package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookDraft;
import com.nexus.ssot.model.api.WebhookRotation;
import com.nexus.ssot.model.api.WebhookSecret;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Webhooks over HTTP: what they are. */
@RestController
@RequestMapping(WebhookResource.PATH)
final class WebhookResource {
  static final String PATH = "/api/webhooks";
  private static final String LIST = "webhooks";

  private final WebhookTable webhooks;
  private final Secrets secrets;
  private final Changes changes;
  private final Cursors cursors;
  private final InstantSource clock;

  WebhookResource(
      WebhookTable webhooks,
      Secrets secrets,
      Changes changes,
      Cursors cursors,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.changes = changes;
    this.cursors = cursors;
    this.clock = clock;
  }

  /** The query of lists. */
  record Filter(PageRequest page) {}

  @GetMapping
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  Page<Webhook> list(@Query Filter filter) {
    PageRequest request = filter.page();
    @Nullable String after =
        cursors.position(request, LIST).map(values -> values.getFirst()).orElse(null);
    List<Webhook> rows =
        webhooks.list(after, request.rows()).stream().map(StoredWebhook::webhook).toList();
    return cursors.page(
        request,
        LIST,
        rows,
        row -> List.of(Name.of(row.name()).key()),
        request.count() ? webhooks.count() : null);
  }

  @GetMapping("/{name}")
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  ResponseEntity<Webhook> get(@PathVariable String name) {
    Webhook found = existing(name).webhook();
    return EntityTags.ok(found.id(), found.revision(), found);
  }

  @GetMapping("/{name}/history")
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  Page<Revision> history(@PathVariable String name, @Query Filter filter) {
    Webhook webhook = existing(name).webhook();
    PageRequest request = filter.page();
    String list = "webhook " + webhook.id();
    int below =
        cursors
            .position(request, list)
            .map(values -> Integer.parseInt(String.valueOf(values.getFirst())))
            .orElse(Integer.MAX_VALUE);
    return cursors.page(
        request,
        list,
        webhooks.history(webhook, below, request.rows()),
        revision -> List.of(revision.revision()),
        request.count() ? (long) webhook.revision() : null);
  }

  @PostMapping
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  ResponseEntity<?> create(@Body WebhookDraft draft, Actor actor, WriteOptions options) {
    refuseRepetition(options);
    return shownOnce(propose("webhook.create", draft, actor, options), HttpStatus.CREATED);
  }

  @PatchMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  ResponseEntity<?> update(
      @PathVariable String name, @Body JsonNode patch, Actor actor, WriteOptions options) {
    return Answers.of(
        propose("webhook.update", new WebhookBodies.Patch(name, patch), actor, options),
        PATH + "/" + name);
  }

  @DeleteMapping("/{name}")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  ResponseEntity<?> delete(@PathVariable String name, Actor actor, WriteOptions options) {
    return Answers.of(
        propose("webhook.delete", new WebhookBodies.Target(name), actor, options),
        PATH + "/" + name);
  }

  /** Replaces the secret; the one before signs beside it for a while. */
  @PostMapping("/{name}/rotate")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  ResponseEntity<?> rotate(
      @PathVariable String name,
      @Body(required = false) @Nullable WebhookRotation rotation,
      Actor actor,
      WriteOptions options) {
    refuseRepetition(options);
    WebhookBodies.Rotation body =
        new WebhookBodies.Rotation(name, rotation == null ? new WebhookRotation(null) : rotation);
    return shownOnce(propose("webhook.rotate", body, actor, options), HttpStatus.OK);
  }

  private Outcome propose(String kind, Object body, Actor actor, WriteOptions options) {
    return changes.propose(
        new Proposal(
            actor,
            List.of(new Operation(kind, body, options.ifMatch(), options.createOnly())),
            null,
            null,
            options.idempotencyKey(),
            options.dryRun()));
  }

  private ResponseEntity<?> shownOnce(Outcome outcome, HttpStatus status) {
    if (outcome.dryRun() || outcome.change().state() != ChangeState.APPLIED) {
      return Answers.of(outcome, PATH);
    }
    Webhook made =
        Json.convert(
            Objects.requireNonNull(outcome.change().operations().getFirst().after()),
            Webhook.class);
    String secret = secrets.newest(existing(made.name()), clock.instant());
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (status == HttpStatus.CREATED) {
      answer.location(URI.create(PATH + "/" + made.name()));
    }
    return answer
        .eTag(EntityTags.of(made.id(), made.revision()))
        .cacheControl(CacheControl.noStore())
        .body(new WebhookSecret(made.id(), made.name(), secret, made.previousSecretUntil()));
  }

  private static void refuseRepetition(WriteOptions options) {
    if (options.idempotencyKey() != null) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A new secret cannot be shown twice.",
          List.of(
              Cause.at(
                  "Idempotency-Key",
                  "The answer to a repeated request could not show the secret again.",
                  "Leave the header out; replace a secret whose answer was lost.")));
    }
  }

  private StoredWebhook existing(String name) {
    return webhooks.find(Name.of(name).key()).orElseThrow(() -> WebhookPlans.unknown(name));
  }
}
