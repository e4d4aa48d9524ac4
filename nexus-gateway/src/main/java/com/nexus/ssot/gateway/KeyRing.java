package com.nexus.ssot.gateway;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are valid, by their public part. Holds hashes only. A key can have several live
 * secrets while it is being replaced. Immutable.
 */
final class KeyRing {
  static final KeyRing EMPTY = new KeyRing(Map.of());

  private final Map<String, List<KeyGrant>> grants;

  private KeyRing(Map<String, List<KeyGrant>> grants) {
    this.grants = grants;
  }

  /** What a credential allows at a time in milliseconds since 1970; null when it is not valid. */
  @Nullable KeyGrant grantOf(ApiKeyText key, long now) {
    List<KeyGrant> candidates = grants.get(key.id());
    if (candidates == null) {
      return null;
    }
    byte[] sha256 = key.sha256();
    for (KeyGrant grant : candidates) {
      if (MessageDigest.isEqual(grant.sha256(), sha256)
          && !grant.revoked()
          && !grant.isExpired(now)) {
        return grant;
      }
    }
    return null;
  }

  /** What is known of revoked keys, and nothing else. */
  KeyRing revocations() {
    Map<String, List<KeyGrant>> revoked = new HashMap<>(grants);
    revoked.values().removeIf(known -> !known.getFirst().revoked());
    return new KeyRing(revoked);
  }

  /** The ring after some changes. */
  KeyRing with(List<KeyGrant> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    Map<String, List<KeyGrant>> next = new HashMap<>(grants);
    for (KeyGrant change : changes) {
      next.merge(change.keyId(), List.of(change), KeyRing::merged);
    }
    return new KeyRing(next);
  }

  private static List<KeyGrant> merged(List<KeyGrant> known, List<KeyGrant> change) {
    KeyGrant added = change.getFirst();
    if (added.revoked() || known.getFirst().revoked()) {
      return List.of(KeyGrant.revoked(added.keyId()));
    }
    List<KeyGrant> all = new ArrayList<>(known);
    all.removeIf(grant -> MessageDigest.isEqual(grant.sha256(), added.sha256()));
    all.add(added);
    return List.copyOf(all);
  }
}
