package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.db.Sessions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Makes the first principals when there are none: the server itself, and one administrator with one
 * key; and another key when none is left that could make keys. Several servers that start at once
 * make one of each. A key that nobody was shown, because the start that made it failed, is as good
 * as none: the next start makes another. Not thread-safe.
 */
public final class FirstStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  private final @Nullable ApiKey shownOnce;
  private final Actor server;
  private final UUID administrator;
  private final FirstPrincipals first;
  private volatile @Nullable KeyHandover handover;

  /**
   * @param given the administrator's key as it was set; null to make one up
   */
  FirstStart(
      FirstPrincipals first,
      PrincipalTable principals,
      AuthorityTable authorities,
      KeyTable keys,
      Administrators administrators,
      Subjects subjects,
      Followers followers,
      InstantSource clock,
      Sessions sessions,
      @Nullable ApiKey given) {
    this.first = first;
    ApiKey key = given == null ? ApiKey.generate() : given;
    this.handover =
        given == null && !administrators.any(clock.instant()) ? KeyHandover.begin(sessions) : null;
    boolean made = make(first, key, given == null);
    boolean brought = !made && first.bring();
    this.server = serverActor(principals, authorities);
    this.administrator = principals.first(PrincipalTable.First.ADMINISTRATOR).orElseThrow();
    requireSameEncryptionKey(subjects, server);
    if (made) {
      // Another server that is about to show a key finds that nobody was shown this one.
      this.shownOnce = handover == null ? null : key;
      followers.committed(List.of());
    } else if (administrators.any(clock.instant())) {
      this.shownOnce = null;
      if (given != null) {
        requireSameKey(keys.find(given.id()), given, administrator, clock);
      }
      if (brought) {
        followers.committed(List.of());
      }
    } else if (given == null && handover == null) {
      this.shownOnce = null; // another server has made one and is about to show it
    } else {
      this.shownOnce = readmit(keys, clock, given);
      followers.committed(List.of());
    }
    if (shownOnce == null) {
      close();
    }
  }

  /**
   * Nobody can make keys any more: the administrator gets one that this start made up, or was
   * given.
   */
  private @Nullable ApiKey readmit(KeyTable keys, InstantSource clock, @Nullable ApiKey given) {
    if (given != null) {
      Optional<KeyEntry> known = keys.find(given.id());
      if (known.isEmpty()) {
        readmit(given, false);
        return null;
      }
      requireSameKey(known, given, administrator, clock);
    }
    ApiKey made = ApiKey.generate();
    return readmit(made, true) ? made : null;
  }

  /** Whether it was needed: another server that starts now may be faster. */
  private boolean readmit(ApiKey key, boolean madeUp) {
    boolean needed = first.readmit(key, madeUp);
    if (needed) {
      LOG.warn("No key was left that could make others; the administrator has a new one: {}", key);
    }
    return needed;
  }

  /** The administrator's key, if this start made it up. It cannot be asked for again. */
  public Optional<ApiKey> keyShownOnce() {
    return Optional.ofNullable(shownOnce);
  }

  /** Whoever was to see the key has seen it. */
  public void keyWasShown() {
    if (shownOnce == null) {
      return;
    }
    try {
      first.shown(shownOnce.id());
    } catch (RuntimeException e) {
      LOG.warn(
          "The next start may show another key, because this cannot be stored: {}", e.toString());
    }
    close();
  }

  /** Whether nobody has a key yet because this server is about to show one. */
  boolean isAboutToShowAKey() {
    return handover != null;
  }

  @Override
  public void close() {
    KeyHandover ended = handover;
    handover = null;
    if (ended != null) {
      ended.close();
    }
  }

  /** The server itself, for what it does on its own. */
  public Actor server() {
    return server;
  }

  /** The first administrator. */
  public UUID administrator() {
    return administrator;
  }

  private static boolean make(FirstPrincipals first, ApiKey key, boolean madeUp) {
    try {
      return first.make(key, madeUp);
    } catch (DuplicateKeyException e) {
      // Another server made them at the same moment; now they are there.
      return first.make(key, madeUp);
    }
  }

  private static Actor serverActor(PrincipalTable principals, AuthorityTable authorities) {
    UUID id = principals.first(PrincipalTable.First.SERVER).orElseThrow();
    return FirstPrincipals.actor(authorities.find(id).orElseThrow());
  }

  private static void requireSameEncryptionKey(Subjects subjects, Actor server) {
    try {
      subjects.keyOf(server.subject());
    } catch (Envelope.BrokenSeal e) {
      throw Fault.of(
          FaultCode.SETTING,
          "The key that protects personal data in the audit log is not the one this database was"
              + " made with",
          List.of(
              Cause.at(
                  "AUDIT_ENCRYPTION_KEY",
                  "What was sealed with the earlier key cannot be read with this one.",
                  "Set AUDIT_ENCRYPTION_KEY to the earlier key, or restore the key file in the"
                      + " data folder.")),
          e);
    }
  }

  private static void requireSameKey(
      Optional<KeyEntry> found, ApiKey given, UUID administrator, InstantSource clock) {
    boolean same =
        found.isPresent()
            && found.get().principalId().equals(administrator)
            && MessageDigest.isEqual(found.get().sha256(), given.sha256());
    if (!same) {
      throw Fault.of(
          FaultCode.SETTING,
          "NEXUS_ADMIN_KEY is not the key that the administrator has",
          List.of(
              Cause.at(
                  "NEXUS_ADMIN_KEY",
                  "The administrator was made earlier, with another key.",
                  "Remove the setting, or set it to the key of the first start.")));
    }
    if (!found.get().usableAt(clock.instant())) {
      LOG.warn("NEXUS_ADMIN_KEY names a key that expired or was revoked; it opens nothing");
    }
  }

  /** Everything a key can be allowed; only people approve, and not by a key. */
  static Set<Verb> everyVerbOfKeys() {
    return EnumSet.complementOf(EnumSet.of(Verb.APPROVE, Verb.OVERRIDE));
  }
}
