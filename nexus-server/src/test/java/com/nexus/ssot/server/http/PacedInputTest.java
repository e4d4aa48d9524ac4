package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedInputTest {
  private static final int SIZE = 1 << 20;

  private final AtomicLong now = new AtomicLong(42);

  @Test
  void aBodyThatKeepsPaceIsReadWhole() throws IOException {
    assertThat(taking(Duration.ofSeconds(100)).readAllBytes()).hasSize(SIZE);
    assertThat(taking(Duration.ofSeconds(100)).read()).isZero();
  }

  @Test
  void aBodyThatTricklesInIsRefused() {
    assertThatThrownBy(() -> taking(Duration.ofSeconds(200)).readAllBytes())
        .isInstanceOf(PacedInput.TooSlow.class);
  }

  /** A body that takes so long altogether, in small pieces. */
  private PacedInput taking(Duration time) {
    InputStream body =
        new ByteArrayInputStream(new byte[SIZE]) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            int read = super.read(buffer, offset, Math.min(length, 100));
            now.addAndGet(time.toNanos() / SIZE * Math.max(0, read));
            return read;
          }
        };
    return new PacedInput(body, now::get);
  }
}
