package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.identity.Invitations;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * One-time codes by which people set their password: their first, or a new one where the old one is
 * lost. Thread-safe.
 */
@Component
public final class PasswordInvitations implements Invitations {
  private static final Duration LIFE = Duration.ofHours(24);
  private static final int SECRET_BYTES = 27;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final InvitationTable table;

  PasswordInvitations(InvitationTable table) {
    this.table = table;
  }

  /**
   * Invites a person, within the change that says so. An earlier invitation is void.
   *
   * @return the code, told once; it is good for a day and for one password
   */
  @Override
  public String invite(Writes writes, UUID principalId, UUID by, Instant now) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    table.put(writes, hash(code), principalId, by, now, now.plus(LIFE));
    return code;
  }

  @Override
  public void withdrawOfOthers(Writes writes, UUID principalId, UUID by) {
    table.removeUnlessBy(writes, principalId, by);
  }

  @Override
  public void withdraw(Writes writes, UUID principalId) {
    table.remove(writes, principalId);
  }

  /** Whom a code invites; empty when it is unknown, used or too old. */
  Optional<UUID> find(String code, Instant now) {
    return table.find(hash(code), now);
  }

  /** Uses a code up; false when somebody else was faster. */
  boolean use(Writes writes, String code, Instant now) {
    Optional<UUID> invited = table.lock(hash(code), now);
    invited.ifPresent(principalId -> table.remove(writes, principalId));
    return invited.isPresent();
  }

  private static byte[] hash(String code) {
    return Sha256.of(code.getBytes(StandardCharsets.UTF_8));
  }
}
