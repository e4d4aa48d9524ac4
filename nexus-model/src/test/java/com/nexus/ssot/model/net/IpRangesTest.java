package com.nexus.ssot.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "127.0.0.01",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "localhost",
        "::1%lo",
        "[::1]",
        "1::2::3",
        ":",
        "0x7f.0.0.1",
        " 1.2.3.4",
        "1.2.3.4 ",
        "",
        "::ffff:1.2.3",
      })
  void whatIsNoPlainAddressIsNone(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, 11.0.0.0",
    "192.0.2.7, 192.0.2.7, 192.0.2.8",
    "192.0.2.4/30, 192.0.2.7, 192.0.2.8",
    "0.0.0.0/0, 203.0.113.9, 2001:db8::1",
    "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::",
    "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, 2001:db8:0:2::",
    "2001:db8::8/125, 2001:db8::f, 2001:db8::10",
    "::1, ::1, ::2",
    "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.2",
  })
  void aRangeHoldsWhatBeginsAsItDoes(String range, String inside, String outside) {
    IpRange read = IpRange.parse(range).orElseThrow();
    assertThat(read.contains(IpAddress.parse(inside).orElseThrow())).isTrue();
    assertThat(read.contains(IpAddress.parse(outside).orElseThrow())).isFalse();
    assertThat(IpRange.parse(read.toString())).contains(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "::1/64", "::/129", "/8"})
  void aRangeThatCannotBeMeantIsNone(String text) {
    assertThat(IpRange.parse(text)).isEmpty();
  }

  @Test
  void bothSpellingsOfAnAddressOfVersionFourAreOne() {
    assertThat(IpAddress.parse("::ffff:192.0.2.1")).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(IpAddress.parse("::ffff:c000:201").orElseThrow()).hasToString("192.0.2.1");
  }

  @Test
  void limitsCountNetworksOfVersionSix() {
    assertThat(IpAddress.parse("2001:db8:1:2:3:4:5:6").orElseThrow().counted())
        .isEqualTo(IpAddress.parse("2001:db8:1:2::").orElseThrow());
    assertThat(IpAddress.parse("192.0.2.1").orElseThrow().counted()).hasToString("192.0.2.1");
    assertThat(IpAddress.parse("::1").orElseThrow().counted().isLoopback()).isTrue();
  }

  @Test
  void onlyAddressesOfTheMachineItselfAreLoopback() {
    for (String own : List.of("127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1")) {
      assertThat(IpAddress.parse(own).orElseThrow().isLoopback()).as(own).isTrue();
    }
    for (String other : List.of("126.0.0.1", "128.0.0.1", "::", "::2", "::7f00:1")) {
      assertThat(IpAddress.parse(other).orElseThrow().isLoopback()).as(other).isFalse();
    }
  }

  @Test
  void whatTheInternetReachesIsNotPrivate() {
    IpRanges ranges = ranges("10.0.0.0/8", "172.16.0.0/12", "192.0.2.0/24", "0.0.0.0/0", "::/0");
    assertThat(ranges.reachableFromOutside())
        .hasToString("[192.0.2.0/24, 0.0.0.0/0, 0:0:0:0:0:0:0:0/0]");
    assertThat(ranges("fd00::/8", "127.0.0.1").reachableFromOutside()).isEmpty();
    assertThat(IpRanges.NONE.contains(IpAddress.parse("10.0.0.1").orElseThrow())).isFalse();
  }

  private static IpRanges ranges(String... texts) {
    return new IpRanges(
        List.of(texts).stream().map(text -> IpRange.parse(text).orElseThrow()).toList());
  }

  @Test
  void rangesAdmitCallersAsServersWriteThemAndNobodyUnknown() {
    IpRanges ranges =
        new IpRanges(
            List.of(
                IpRange.parse("192.0.2.0/24").orElseThrow(),
                IpRange.parse("2001:db8::/32").orElseThrow()));
    assertThat(ranges.admit("192.0.2.7")).isTrue();
    assertThat(ranges.admit("[2001:db8::7]")).isTrue();
    assertThat(ranges.admit("2001:db8::7")).isTrue();
    assertThat(ranges.admit("198.51.100.7")).isFalse();
    assertThat(ranges.admit("somewhere")).isFalse();
    assertThat(ranges.admit(null)).isFalse();
    assertThat(IpRanges.NONE.admit(null)).isTrue();
  }
}
