package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "your-secret-key",
        "changeme",
        "YOUR_SECRET_KEY_GOES_HERE_1234567890",
        "short-but-random-9x",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abababababababababababababababababababababababababababababababab",
        "please-change-me-please-change-me-0000",
      })
  void aWeakSecretIsRefused(String weak) {
    assertThat(SecretText.weakness(weak)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kq8S1cyVx1N0qkU7o4sF6Yp2dTzGmRb9hWjLaEuXiQw=",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "tYp3-9sKx_0QwErZuIoP7vBnM5aSdFgH",
        // A word within random characters is chance.
        "kq8S1cyVx1testN0qkU7o4sF6Yp2dTzGmRb9hWjLaEuXiQw",
      })
  void aStrongSecretIsAccepted(String strong) {
    assertThat(SecretText.weakness(strong)).isEmpty();
  }

  @Test
  void theReasonDoesNotRepeatTheSecret() {
    assertThat(SecretText.weakness("hunter2").orElseThrow()).doesNotContain("hunter2");
  }
}
