package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.DerivedKey;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Seals pending logins, so that the browser that began one can keep it, and only that one; any
 * server of the installation opens it again. Thread-safe.
 */
@Component
final class PendingSeal {
  private static final byte[] ABOUT = "pending login".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int LONGEST = 4000;

  private final SecretKey key;

  PendingSeal(ServerSettings settings) {
    this.key = DerivedKey.of(settings.secrets().secretKey(), "nexus/login/v1", "AES");
  }

  String seal(Pending pending) {
    Envelope.Sealed sealed = Envelope.seal(key, CanonicalJson.bytes(Json.tree(pending)), ABOUT);
    byte[] whole = Arrays.copyOf(sealed.nonce(), NONCE + sealed.ciphertext().length);
    System.arraycopy(sealed.ciphertext(), 0, whole, NONCE, sealed.ciphertext().length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** What was sealed; empty when it was not sealed here, or was changed. */
  Optional<Pending> open(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text);
      if (whole.length < NONCE + TAG) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE);
      byte[] ciphertext = Arrays.copyOfRange(whole, NONCE, whole.length);
      byte[] opened = Envelope.open(key, new Envelope.Sealed(nonce, ciphertext), ABOUT);
      return Optional.of(Json.read(opened, Pending.class));
    } catch (IllegalArgumentException | Envelope.BrokenSeal | Fault e) {
      return Optional.empty();
    }
  }
}
