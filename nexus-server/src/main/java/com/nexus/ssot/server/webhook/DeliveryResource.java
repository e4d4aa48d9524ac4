package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.DeadLetter;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.WebhookAttempt;
import com.nexus.ssot.model.api.WebhookReplay;
import com.nexus.ssot.model.api.WebhookStatus;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks over HTTP: how they are told. */
@RestController
@RequestMapping(WebhookResource.PATH + "/{name}")
final class DeliveryResource {
  private final WebhookTable webhooks;
  private final StateTable states;
  private final AttemptTable attempts;
  private final Acts acts;
  private final AuditLog log;
  private final Cursors cursors;

  DeliveryResource(
      WebhookTable webhooks,
      StateTable states,
      AttemptTable attempts,
      Acts acts,
      AuditLog log,
      Cursors cursors) {
    this.webhooks = webhooks;
    this.states = states;
    this.attempts = attempts;
    this.acts = acts;
    this.log = log;
    this.cursors = cursors;
  }

  /** The query of lists. */
  record Filter(PageRequest page) {}

  @GetMapping("/status")
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  WebhookStatus status(@PathVariable String name) {
    return states.status(existing(name).webhook().id(), log.nextIndex());
  }

  @GetMapping("/deliveries")
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  Page<WebhookAttempt> deliveries(@PathVariable String name, @Query Filter filter) {
    UUID id = existing(name).webhook().id();
    String list = "deliveries " + id;
    PageRequest request = filter.page();
    Page<AttemptTable.Numbered> page =
        cursors.page(
            request,
            list,
            attempts.list(id, position(request, list, Long.MAX_VALUE), request.rows()),
            attempt -> List.of(attempt.number()),
            null);
    return new Page<>(
        page.items().stream().map(AttemptTable.Numbered::attempt).toList(), page.next(), null);
  }

  @GetMapping("/dead-letters")
  @Requires(verb = Verb.READ, object = ObjectKind.SETTING)
  Page<DeadLetter> deadLetters(@PathVariable String name, @Query Filter filter) {
    UUID id = existing(name).webhook().id();
    String list = "dead letters " + id;
    return cursors.page(
        filter.page(),
        list,
        attempts.letters(id, position(filter.page(), list, -1), filter.page().rows()),
        letter -> List.of(letter.index()),
        filter.page().count() ? (long) attempts.countLetters(id) : null);
  }

  /** Sends an event that did not happen, and waits for what becomes of it. */
  @PostMapping("/test")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  WebhookAttempt test(@PathVariable String name, Actor actor) {
    return acts.test(existing(name), actor);
  }

  /** Goes on at once with what comes next. */
  @PostMapping("/resume")
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  WebhookStatus resume(@PathVariable String name, Actor actor) {
    acts.resume(existing(name).webhook(), actor);
    return status(name);
  }

  /** Has all dead letters sent again. */
  @PostMapping("/dead-letters/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  WebhookReplay replay(@PathVariable String name, Actor actor) {
    StoredWebhook stored = existing(name);
    acts.replay(stored.webhook(), null, actor);
    return new WebhookReplay(attempts.countLetters(stored.webhook().id()));
  }

  /** Has one dead letter sent again. */
  @PostMapping("/dead-letters/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Requires(verb = Verb.ADMIN, object = ObjectKind.SETTING)
  WebhookReplay replay(@PathVariable String name, @PathVariable String id, Actor actor) {
    StoredWebhook stored = existing(name);
    UUID letter = letter(stored, id);
    acts.replay(stored.webhook(), letter, actor);
    return new WebhookReplay(1);
  }

  private UUID letter(StoredWebhook stored, String id) {
    try {
      return attempts
          .letter(stored.webhook().id(), UUID.fromString(id))
          .orElseThrow(() -> noLetter(stored))
          .id();
    } catch (IllegalArgumentException e) {
      throw noLetter(stored);
    }
  }

  private static Fault noLetter(StoredWebhook stored) {
    return Fault.of(
        FaultCode.NOT_FOUND,
        "The webhook " + stored.webhook().name() + " has no such dead letter.");
  }

  private long position(PageRequest request, String list, long otherwise) {
    return cursors
        .position(request, list)
        .map(values -> Long.parseLong(String.valueOf(values.getFirst())))
        .orElse(otherwise);
  }

  private StoredWebhook existing(String name) {
    return webhooks.find(Name.of(name).key()).orElseThrow(() -> WebhookPlans.unknown(name));
  }
}
