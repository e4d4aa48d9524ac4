package com.nexus.ssot.model.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {
  @Test
  void theExampleOfTheStandardComesOut() {
    byte[] abc = "abc".getBytes(US_ASCII);
    String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Sha256.hex(Sha256.of(abc))).isEqualTo(expected);
    assertThat(Sha256.prefixed(abc)).isEqualTo("sha256:" + expected);
  }
}
