package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.SignedIn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
final class WhoAmIResource {
  private static final String KEY = "key:";

  private final KeyTable keys;
  private final ObjectProvider<BrowserSessions> sessions;
  private final Introductions introductions;

  WhoAmIResource(
      KeyTable keys, ObjectProvider<BrowserSessions> sessions, Introductions introductions) {
    this.keys = keys;
    this.sessions = sessions;
    this.introductions = introductions;
  }

  @SignedIn
  @GetMapping("/api/whoami")
  WhoAmI whoAmI(Actor actor) {
    return introductions.of(actor, end(actor));
  }

  private @Nullable Instant end(Actor actor) {
    String via = actor.via();
    return via.startsWith(KEY)
        ? keys.find(via.substring(KEY.length())).map(KeyEntry::expiresAt).orElse(null)
        : sessions
            .orderedStream()
            .flatMap(kind -> kind.endOf(actor).stream())
            .findFirst()
            .orElse(null);
  }
}
