package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.api.WebhookDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.http.EntityTags;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans writes of webhooks. Thread-safe. */
@Component
final class WebhookPlans {
  static final String WORD = "webhook";
  private static final int MOST = 200;
  private static final String NONE = "0s";
  private static final Period LONGEST_OVERLAP = Period.parse("7d");

  private final Access access;
  private final DraftCheck check;
  private final WebhookTable webhooks;
  private final Secrets secrets;
  private final StateTable states;
  private final AuditLog log;

  WebhookPlans(
      Access access,
      DraftCheck check,
      WebhookTable webhooks,
      Secrets secrets,
      StateTable states,
      AuditLog log) {
    this.access = access;
    this.check = check;
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.states = states;
    this.log = log;
  }

  /** There is no such webhook. */
  static Fault unknown(String name) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no webhook " + Quoted.of(name) + ".");
  }

  /** A webhook that is told of everything that happens from now on. */
  Planned create(WebhookDraft body, PlanScope scope) {
    requireAllowed(scope.actor());
    EntityTags.requireNone(scope.ifMatch(), WORD);
    DraftCheck.Checked draft = check.check(body, null);
    webhooks.lockCount();
    webhooks
        .find(Name.of(draft.name()).key())
        .ifPresent(existing -> {
          throw taken(existing.webhook(), scope);
        });
    if (webhooks.count() >= MOST) {
      throw Fault.of(
          FaultCode.INVALID,
          "There are too many webhooks.",
          List.of(Cause.of("There are " + MOST + " already.", "Delete one, or use one for both.")));
    }
    UUID id = Ids.at(scope.now());
    Webhook made =
        new Webhook(
            id,
            draft.name(),
            draft.url(),
            draft.events(),
            draft.contexts(),
            draft.active(),
            draft.description(),
            scope.actor().principalId(),
            null,
            1,
            scope.now(),
            scope.now(),
            scope.changeId());
    long start = log.nextIndex();
    return planned(
        null,
        made,
        writes -> {
          Subjects.Loose key = secrets.key(writes);
          webhooks.insert(writes, made, key.subject(), scope.actor().name());
          secrets.first(writes, id, key);
          states.insert(writes, id, start);
        });
  }

  /** What a webhook is; it is whoever writes it whose rights say what it is told. */
  Planned update(WebhookBodies.Patch body, PlanScope scope) {
    StoredWebhook before = existing(body.name(), scope);
    Webhook webhook = before.webhook();
    WebhookDraft known =
        new WebhookDraft(
            webhook.name(),
            webhook.url(),
            webhook.events(),
            webhook.contexts(),
            webhook.active(),
            webhook.description());
    if (!body.patch().isObject()) {
      throw Fault.of(
          FaultCode.INVALID,
          "The patch is not an object.",
          List.of(Cause.of("A merge patch is a JSON object.", "Send {} with fields.")));
    }
    WebhookDraft wanted = Json.patched(Json.tree(known), body.patch(), WebhookDraft.class);
    DraftCheck.Checked draft = check.check(wanted, webhook.name());
    Webhook after =
        new Webhook(
            webhook.id(),
            webhook.name(),
            draft.url(),
            draft.events(),
            draft.contexts(),
            draft.active(),
            draft.description(),
            scope.actor().principalId(),
            webhook.previousSecretUntil(),
            webhook.revision(),
            webhook.createdAt(),
            webhook.updatedAt(),
            webhook.changeId());
    if (after.equals(webhook)) {
      return planned(webhook, webhook, _ -> {});
    }
    return changed(before, after, scope, _ -> {});
  }

  /** Another secret; the one before signs for a while beside it. */
  Planned rotate(WebhookBodies.Rotation body, PlanScope scope) {
    StoredWebhook before = existing(body.name(), scope);
    Webhook webhook = before.webhook();
    String asked = body.rotation().overlap();
    requireNoneRunning(webhook, asked, scope);
    Instant until = overlap(asked, scope.now());
    Webhook after = withSecret(webhook, until.isAfter(scope.now()) ? until : null);
    return changed(before, after, scope, writes -> secrets.next(writes, before, until));
  }

  /** Nobody is told any more; its secrets and what it was not told of are gone for good. */
  Planned delete(WebhookBodies.Target body, PlanScope scope) {
    StoredWebhook before = existing(body.name(), scope);
    Webhook webhook = before.webhook();
    return new Planned(
        WORD,
        webhook.id(),
        webhook.name(),
        null,
        null,
        webhook.revision(),
        webhook.revision() + 1,
        Json.tree(webhook),
        null,
        writes -> {
          states.delete(writes, webhook.id());
          secrets.destroy(writes, before, scope.now());
          webhooks.delete(writes, webhook, scope.now(), scope.changeId(), scope.actor().name());
        });
  }

  /**
   * Who makes a webhook is told what they may read, so the credential at hand must allow that too.
   */
  private void requireAllowed(Actor actor) {
    access.require(actor, Verb.ADMIN, ObjectKind.SETTING, null);
    access.require(actor, Verb.READ, ObjectKind.SETTING, null);
  }

  private StoredWebhook existing(String name, PlanScope scope) {
    requireAllowed(scope.actor());
    StoredWebhook found = webhooks.lock(Name.of(name).key()).orElseThrow(() -> unknown(name));
    EntityTags.require(scope.ifMatch(), found.webhook().id(), found.webhook().revision());
    return found;
  }

  private static Fault taken(Webhook existing, PlanScope scope) {
    String message = "The webhook " + Quoted.of(existing.name()) + " exists already.";
    return scope.createOnly()
        ? Fault.preconditionFailed(message, EntityTags.of(existing.id(), existing.revision()))
        : Fault.of(
            FaultCode.ALREADY_EXISTS,
            message,
            List.of(
                Cause.at("/name", "The name is taken.", "Choose another, or change that one.")));
  }

  /** Whoever repeats a call whose answer got lost must not end the secret that is in use. */
  private static void requireNoneRunning(
      Webhook webhook, @Nullable String overlap, PlanScope scope) {
    Instant until = webhook.previousSecretUntil();
    if (until != null
        && scope.now().isBefore(until)
        && overlap == null
        && scope.ifMatch() == null) {
      throw Fault.of(
          FaultCode.IN_USE,
          "The secret is being replaced: the one before signs until " + until + ".",
          List.of(
              Cause.at(
                  "/overlap",
                  "Another replacement would end that secret at once.",
                  "Say how long the present one shall sign on, as in \"7d\", if that is meant.")));
    }
  }

  private static Instant overlap(@Nullable String written, Instant now) {
    if (NONE.equals(written)) {
      return now;
    }
    Period period = written == null ? LONGEST_OVERLAP : Period.parse(written, "/overlap");
    if (period.isLongerThan(LONGEST_OVERLAP, now)) {
      throw Fault.of(
          FaultCode.INVALID,
          "The secret cannot be replaced as asked for.",
          List.of(
              Cause.at(
                  "/overlap", "It is " + LONGEST_OVERLAP + " at most.", "Give a shorter time.")));
    }
    return period.addTo(now);
  }

  private static Webhook withSecret(Webhook webhook, @Nullable Instant previousUntil) {
    return new Webhook(
        webhook.id(),
        webhook.name(),
        webhook.url(),
        webhook.events(),
        webhook.contexts(),
        webhook.active(),
        webhook.description(),
        webhook.ownerId(),
        previousUntil,
        webhook.revision(),
        webhook.createdAt(),
        webhook.updatedAt(),
        webhook.changeId());
  }

  private Planned changed(
      StoredWebhook before, Webhook wanted, PlanScope scope, Consumer<Writes> more) {
    Webhook after =
        new Webhook(
            wanted.id(),
            wanted.name(),
            wanted.url(),
            wanted.events(),
            wanted.contexts(),
            wanted.active(),
            wanted.description(),
            wanted.ownerId(),
            wanted.previousSecretUntil(),
            before.webhook().revision() + 1,
            wanted.createdAt(),
            scope.now(),
            scope.changeId());
    return planned(
        before.webhook(),
        after,
        writes -> {
          webhooks.update(writes, before.webhook(), after, scope.actor().name());
          more.accept(writes);
        });
  }

  private static Planned planned(@Nullable Webhook before, Webhook after, Consumer<Writes> write) {
    return new Planned(
        WORD,
        after.id(),
        after.name(),
        null,
        null,
        before == null ? 0 : before.revision(),
        after.revision(),
        before == null ? null : Json.tree(before),
        Json.tree(after),
        write);
  }
}
