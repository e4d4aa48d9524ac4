package com.nexus.ssot.server.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** What is sealed, and by whom it can be opened. */
class EnvelopeTest {
  private static final byte[] PLACE = "row 1".getBytes(UTF_8);
  private static final byte[] TEXT = "secret".getBytes(UTF_8);

  private final UUID owner = UUID.randomUUID();
  private final Envelope envelope = new Envelope(Envelope.newKey());
  private final byte[] wrapped = envelope.wrap(Envelope.newKey(), owner);
  private final SecretKey key = envelope.unwrap(wrapped, owner);

  @Test
  void whatWasSealedOpensAgain() {
    Envelope.Sealed sealed = Envelope.seal(key, TEXT, PLACE);
    assertThat(Envelope.open(key, sealed, PLACE)).isEqualTo(TEXT);
    assertThat(sealed.ciphertext()).hasSize(TEXT.length + 16);
    assertThat(new String(sealed.ciphertext(), UTF_8)).doesNotContain("secret");
  }

  @Test
  void noNonceIsUsedTwice() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] nonce = Envelope.seal(key, TEXT, PLACE).nonce();
      assertThat(nonce).hasSize(12);
      assertThat(seen.add(HexFormat.of().formatHex(nonce))).isTrue();
    }
  }

  @Test
  void aCiphertextThatWasMovedDoesNotOpen() {
    Envelope.Sealed sealed = Envelope.seal(key, TEXT, PLACE);
    assertThatThrownBy(() -> Envelope.open(key, sealed, "row 2".getBytes(UTF_8)))
        .isInstanceOf(Envelope.BrokenSeal.class);
  }

  @Test
  void aCiphertextThatWasChangedDoesNotOpen() {
    Envelope.Sealed sealed = Envelope.seal(key, TEXT, PLACE);
    for (int i = 0; i < sealed.ciphertext().length; i++) {
      byte[] changed = sealed.ciphertext().clone();
      changed[i] ^= 1;
      Envelope.Sealed forged = new Envelope.Sealed(sealed.nonce(), changed);
      assertThatThrownBy(() -> Envelope.open(key, forged, PLACE))
          .isInstanceOf(Envelope.BrokenSeal.class);
    }
  }

  @Test
  void aDataKeyOpensOnlyForItsOwnerAndItsWrappingKey() {
    assertThatThrownBy(() -> envelope.unwrap(wrapped, UUID.randomUUID()))
        .isInstanceOf(Envelope.BrokenSeal.class);
    assertThatThrownBy(() -> new Envelope(Envelope.newKey()).unwrap(wrapped, owner))
        .isInstanceOf(Envelope.BrokenSeal.class);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new Envelope(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
