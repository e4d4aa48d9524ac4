package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.KeyRotation;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.http.EntityTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replaces the secret of an API key. The secret before works on for a while, so that nobody has to
 * be changed at the same moment; the one before that ends at once. Thread-safe.
 */
@Component
final class KeyRotateKind implements ChangeKind<NewSecret> {
  static final String NAME = "key.rotate";
  private static final String NONE = "0s";
  private static final Period LONGEST_OVERLAP = Period.parse("7d");

  private final Callers callers;
  private final KeyTable keys;

  KeyRotateKind(Callers callers, KeyTable keys) {
    this.callers = callers;
    this.keys = keys;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<NewSecret> body() {
    return NewSecret.class;
  }

  @Override
  public Planned plan(NewSecret body, PlanScope scope) {
    Actor actor = scope.actor();
    KeyEntry key =
        keys.lock(body.id())
            .filter(found -> KeyOwners.mayEnd(callers, actor, found))
            .orElseThrow(() -> KeyOwners.unknown(body.id()));
    if (!KeyOwners.mayRotate(callers, actor, key)) {
      throw Fault.of(
          FaultCode.FORBIDDEN,
          "Whoever replaces a secret knows it; this key is somebody else's.",
          List.of(Cause.of("Only its owner replaces it.", "Revoke it, and make another.")));
    }
    EntityTags.require(scope.ifMatch(), key.objectId(), key.revision());
    if (!key.usableAt(scope.now())) {
      throw Fault.of(
          FaultCode.GONE,
          "The key " + key.id() + " is revoked or expired.",
          List.of(Cause.of("What has ended stays ended.", "Make another key.")));
    }
    requireNoneRunning(key, body.rotation(), scope);
    KeyEntry rotated = rotated(key, body, actor, scope.now());
    return new Planned(
        KeyCreateKind.OBJECT,
        key.objectId(),
        key.id(),
        null,
        null,
        key.revision(),
        rotated.revision(),
        Json.tree(key.shown()),
        Json.tree(rotated.shown()),
        writes -> keys.rotate(writes, rotated, scope.changeId()));
  }

  /** Whoever repeats a call whose answer got lost must not end the secret that is in use. */
  private static void requireNoneRunning(KeyEntry key, KeyRotation asked, PlanScope scope) {
    KeyEntry.Previous previous = key.previous();
    if (previous != null
        && scope.now().isBefore(previous.until())
        && asked.overlap() == null
        && scope.ifMatch() == null) {
      throw Fault.of(
          FaultCode.IN_USE,
          "The key is being replaced: its secret of before works until " + previous.until() + ".",
          List.of(
              Cause.at(
                  "/overlap",
                  "Another replacement would end that secret at once.",
                  "Say how long the present one shall work on, as in \"7d\", if that is meant.")));
    }
  }

  private static KeyEntry rotated(KeyEntry key, NewSecret body, Actor actor, Instant now) {
    List<Cause> causes = new ArrayList<>();
    KeyRotation rotation = body.rotation();
    Instant overlap =
        NONE.equals(rotation.overlap())
            ? now
            : time(rotation.overlap(), LONGEST_OVERLAP, LONGEST_OVERLAP, "/overlap", now, causes);
    Instant expires =
        time(
            rotation.expiresIn(),
            KeyDraftCheck.USUAL_LIFE,
            KeyDraftCheck.LONGEST_LIFE,
            "/expires_in",
            now,
            causes);
    if (KeyOwners.isItself(actor, key)) {
      if (rotation.expiresIn() != null) {
        causes.add(
            Cause.at(
                "/expires_in",
                "A key that replaces its own secret keeps its end.",
                "Leave it out, or let its owner do it."));
      }
      // Else a key that was stolen once would never end.
      expires = key.expiresAt();
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The key cannot be replaced as asked for.", causes);
    }
    Instant until = overlap.isBefore(key.expiresAt()) ? overlap : key.expiresAt();
    return key.rotated(HexFormat.of().parseHex(body.sha256()), until, expires);
  }

  private static Instant time(
      @Nullable String written,
      Period usual,
      Period longest,
      String at,
      Instant now,
      List<Cause> causes) {
    try {
      Period period = written == null ? usual : Period.parse(written, at);
      if (period.isLongerThan(longest, now)) {
        causes.add(Cause.at(at, "It is " + longest + " at most.", "Give a shorter time."));
      }
      return period.addTo(now);
    } catch (Fault e) {
      causes.addAll(e.causes());
      return now;
    }
  }
}
