package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import org.junit.jupiter.api.Test;

class SecretWatchTest {

  @Test
  void keysTokensAndPlantedTextsAreFoundAndTheirPublicPartsAreNot() {
    ApiKey key = ApiKey.generate();
    assertThat(SecretWatch.secretIn("WARN the key " + key.text() + " is no good")).isPresent();
    assertThat(SecretWatch.secretIn("WARN the key " + key + " is no good")).isEmpty();
    assertThat(SecretWatch.secretIn("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl"))
        .isPresent();
    assertThat(SecretWatch.secretIn("password=" + SecretWatch.PLANTED + "-1")).isPresent();
    assertThat(SecretWatch.secretIn("key:" + key.id())).isEmpty();
  }

  @Test
  void whatIsPrintedIsReadAlong() {
    assertThat(SecretWatch.isWatching()).isTrue();
  }
}
