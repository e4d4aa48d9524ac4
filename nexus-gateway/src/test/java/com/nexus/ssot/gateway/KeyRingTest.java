package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Which keys are valid, whatever comes in which order. */
class KeyRingTest {
  private static final int ID_END = "nxs_live_".length() + 8;
  private static final int BODY_END = ID_END + 1 + 43;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void twoSecretsOfOneKeyAreValidWhileItIsBeingReplaced() {
    ApiKey old = ApiKey.generate();
    ApiKey next = withIdOf(old);
    ApiKey never = withIdOf(old);
    KeyRing ring =
        KeyRing.EMPTY.with(List.of(Plane.grant(old, "*"))).with(List.of(Plane.grant(next, "*")));
    long now = Plane.NOW.toEpochMilli();
    assertThat(ring.grantOf(text(old), now)).isNotNull();
    assertThat(ring.grantOf(text(next), now)).isNotNull();
    assertThat(ring.grantOf(text(never), now)).isNull();
    assertThat(Plane.grant(next, "*").toString()).doesNotContain(next.text());
    KeyRing revoked = ring.with(List.of(KeyGrant.revoked(old.id())));
    assertThat(revoked.grantOf(text(old), now)).isNull();
    assertThat(revoked.grantOf(text(next), now)).isNull();
  }

  private static ApiKeyText text(ApiKey key) {
    return Objects.requireNonNull(ApiKeyText.of(key.text()));
  }

  /** Another secret with the public part of a key. */
  private static ApiKey withIdOf(ApiKey key) {
    String secret = ApiKey.generate().text().substring(ID_END, BODY_END);
    String body = key.text().substring(0, ID_END) + secret;
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    StringBuilder checksum = new StringBuilder();
    for (long left = crc.getValue(); checksum.length() < 6; left /= DIGITS.length()) {
      checksum.insert(0, DIGITS.charAt((int) (left % DIGITS.length())));
    }
    return ApiKey.parse(body + checksum).orElseThrow();
  }

  @Test
  void aRingThatWasReadBeforeAKeyWasRevokedDoesNotBringItBack() {
    Gateway gateway = new Gateway(() -> Plane.NOW);
    ApiKey revoked = ApiKey.generate();
    ApiKey kept = ApiKey.generate();
    List<KeyGrant> ring = List.of(Plane.grant(revoked, "*"), Plane.grant(kept, "*"));
    long now = Plane.NOW.toEpochMilli();
    gateway.replaceKeys(ring);
    assertThat(gateway.keys().grantOf(text(revoked), now)).isNotNull();
    gateway.apply(List.of(KeyGrant.revoked(revoked.id())));
    gateway.replaceKeys(ring);
    assertThat(gateway.keys().grantOf(text(revoked), now)).isNull();
    assertThat(gateway.keys().grantOf(text(kept), now)).isNotNull();
    Gateway.Loading loading = gateway.load();
    ring.forEach(loading::add);
    gateway.apply(List.of(KeyGrant.revoked(kept.id())));
    gateway.replaceKeys(ring);
    loading.done();
    assertThat(gateway.keys().grantOf(text(kept), now)).isNull();
  }
}
