package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;

/** Who may do what with a key that is there. */
final class KeyOwners {
  private KeyOwners() {}

  /** Who administers keys ends any; everybody ends their own, with a credential as wide. */
  static boolean mayEnd(Callers callers, Actor actor, KeyEntry key) {
    if (isByToken(actor)) {
      return false;
    }
    return actor.via().equals("key:" + key.id())
        || (isOf(actor, key) && covers(actor, key))
        || callers.allows(actor, Verb.ADMIN, ObjectKind.KEY, null);
  }

  /**
   * Whoever replaces a secret gets to know it, and so becomes whom it stands for: a person's key is
   * theirs alone, another's service is for those only who may everything anyway, and nobody gets
   * more by it than the credential at hand allows.
   */
  static boolean mayRotate(Callers callers, Actor actor, KeyEntry key) {
    if (!covers(actor, key)) {
      return false;
    }
    if (key.kind() == PrincipalKind.HUMAN) {
      return key.principalId().equals(actor.principalId()) && isSignedIn(actor);
    }
    return isOf(actor, key)
        || (callers.allows(actor, Verb.ADMIN, ObjectKind.KEY, null)
            && callers.authority(actor).mayGiveAnything(Callers.limits(actor)));
  }

  /** A token ends soon; whoever took one would otherwise have a key, and lock its owner out. */
  private static boolean isByToken(Actor actor) {
    return actor.via().startsWith("token:");
  }

  /** Whether it is a person in a session, and no token made from one. */
  static boolean isSignedIn(Actor actor) {
    return actor.credential().authenticatedAt() != null && actor.via().startsWith("session:");
  }

  /** Whether an actor uses the very key that it wants to change. */
  static boolean isItself(Actor actor, KeyEntry key) {
    return actor.via().equals("key:" + key.id())
        || (actor.principalId().equals(key.principalId())
            && actor.credential().authenticatedAt() == null);
  }

  /** Whether a credential allows everything that the key does. */
  private static boolean covers(Actor actor, KeyEntry key) {
    Actor.Credential credential = actor.credential();
    return credential.verbs().containsAll(key.verbs())
        && key.contexts().stream().allMatch(credential::reaches);
  }

  /** Whether a key belongs to the actor, or to what the actor answers for. */
  private static boolean isOf(Actor actor, KeyEntry key) {
    return actor.principalId().equals(key.principalId())
        || actor.principalId().equals(key.ownerId());
  }

  /** The same for a key that is not there and for one that is not the actor's. */
  static Fault unknown(String id) {
    return Fault.of(FaultCode.NOT_FOUND, "There is no key " + id + ".");
  }
}
