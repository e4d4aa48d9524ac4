package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.api.Webhook;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.LoggedEvent;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeArchive;
import com.nexus.ssot.server.identity.Callers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is told of what: only of what whoever wrote the webhook last may read at this moment.
 * Thread-safe.
 */
@Component
final class Audience {
  private static final String CONTEXT = "context";

  private final Callers callers;
  private final Access access;
  private final ChangeArchive changes;

  Audience(Callers callers, Access access, ChangeArchive changes) {
    this.callers = callers;
    this.access = access;
    this.changes = changes;
  }

  /** Whose rights count; empty when they may not act any more. */
  Optional<Actor> owner(Webhook webhook) {
    return callers.actor(webhook.ownerId(), Actor.Credential.internal(), Actor.Origin.INTERNAL);
  }

  /** Whether a webhook asks for an event. */
  static boolean wants(Webhook webhook, LoggedEvent event) {
    String context = contextKey(event);
    List<String> contexts = webhook.contexts();
    return Patterns.match(webhook.events(), event.action())
        && (contexts.contains(DraftCheck.EVERYWHERE)
            || (context != null && contexts.contains(context)));
  }

  /** Whether somebody may read what an event is about. */
  boolean maySee(Actor owner, LoggedEvent event) {
    String context = contextKey(event);
    if (context != null && !access.allows(owner, Verb.READ, ObjectKind.ALIAS, context)) {
      return false;
    }
    return switch (event.objectType()) {
      case "alias", "alias_expiry" -> true; // asked above
      case CONTEXT -> access.allows(owner, Verb.READ, ObjectKind.CONTEXT, context);
      case "anchor", "endpoint" -> reads(owner, ObjectKind.ANCHOR);
      case "service" -> reads(owner, ObjectKind.SERVICE);
      case "conflict" -> access.allows(owner, Verb.READ, ObjectKind.CONFLICT, context);
      case "governance" -> reads(owner, ObjectKind.POLICY);
      case "team", "role" -> reads(owner, ObjectKind.ROLE);
      case WebhookPlans.WORD -> reads(owner, ObjectKind.SETTING);
      case "change" -> changes.shows(event.objectId(), owner);
      case "api_key" -> access.allows(owner, Verb.ADMIN, ObjectKind.KEY, null);
      case "principal", "user" -> access.allows(owner, Verb.ADMIN, ObjectKind.ROLE, null);
      default -> reads(owner, ObjectKind.AUDIT);
    };
  }

  private boolean reads(Actor owner, ObjectKind kind) {
    return access.allows(owner, Verb.READ, kind, null);
  }

  /** A context stands in itself. */
  private static @Nullable String contextKey(LoggedEvent event) {
    String shown = event.objectType().equals(CONTEXT) ? event.objectKey() : event.context();
    return shown == null ? null : Name.of(shown).key();
  }
}
