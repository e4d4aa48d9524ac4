package com.nexus.ssot.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedFromTest {
  private static final IpRanges OFFICE =
      new IpRanges(List.of(IpRange.parse("192.0.2.0/24").orElseThrow()));

  @Test
  void whatSaysNothingWorksFromEverywhere() {
    assertThat(AllowedFrom.ANYWHERE.isAnywhere()).isTrue();
    assertThat(AllowedFrom.ANYWHERE.admit(null, null)).isTrue();
    assertThat(AllowedFrom.ANYWHERE.admit("203.0.113.9", "aa")).isTrue();
  }

  @Test
  void whoMustShowACertificateShowsOneOfThose() {
    AllowedFrom two = new AllowedFrom(IpRanges.NONE, Set.of("aa", "bb"));
    assertThat(two.isAnywhere()).isFalse();
    assertThat(two.admit("192.0.2.1", "bb")).isTrue();
    assertThat(two.admit("192.0.2.1", "cc")).isFalse();
    assertThat(two.admit("192.0.2.1", null)).isFalse();
  }

  @Test
  void addressAndCertificateMustBothBeRight() {
    AllowedFrom both = new AllowedFrom(OFFICE, Set.of("aa"));
    assertThat(both.admit("192.0.2.1", "aa")).isTrue();
    assertThat(both.admit("192.0.2.1", null)).isFalse();
    assertThat(both.admit("203.0.113.9", "aa")).isFalse();
    assertThat(new AllowedFrom(OFFICE, Set.of()).isAnywhere()).isFalse();
  }
}
