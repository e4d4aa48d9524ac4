package com.nexus.ssot.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be connected to. */
class EgressRulesTest {

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static EgressRules listing(String... ranges) {
    return new EgressRules(
        new IpRanges(Arrays.stream(ranges).map(text -> IpRange.parse(text).orElseThrow()).toList()),
        Set.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2001:4860:4860::8888",
        "::ffff:1.1.1.1"
      })
  void whatIsPublicMayBeConnectedTo(String text) {
    assertThat(EgressRules.PUBLIC.allow(text, address(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.7",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "100.100.100.200",
        "::",
        "::1",
        "::7f00:1",
        "::10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::1.1.1.1",
        "64:ff9b:1::1.1.1.1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "2002:101:101::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void everythingElseMayNotUnlessItIsListed(String text) {
    assertThat(EgressRules.PUBLIC.allow(text, address(text))).isFalse();
  }

  @Test
  void whatIsListedMayBeConnectedToAndItsNeighbourMayNot() {
    EgressRules rules = listing("10.1.0.0/16", "::1/128", "fd12::/16");
    assertThat(rules.allow("10.1.2.3", address("10.1.2.3"))).isTrue();
    assertThat(rules.allow("mapped", address("::ffff:10.1.2.3"))).isTrue();
    assertThat(rules.allow("::1", address("::1"))).isTrue();
    assertThat(rules.allow("fd12::7", address("fd12::7"))).isTrue();
    assertThat(rules.allow("10.2.0.1", address("10.2.0.1"))).isFalse();
    assertThat(rules.allow("127.0.0.1", address("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::169.254.169.254",
        "64:ff9b:1:a9fe:a9:fe00::",
        "2002:a9fe:a9fe::1",
        "2001:0:a9fe:a9fe::f5ff:fffe",
        "2001:0:c000:201::5601:5601"
      })
  void whatGivesOutCredentialsMayNeverWhateverIsListed(String text) {
    EgressRules all =
        new EgressRules(
            new IpRanges(
                List.of(
                    IpRange.parse("0.0.0.0/0").orElseThrow(), IpRange.parse("::/0").orElseThrow())),
            Set.of("metadata.internal"));
    assertThat(all.allow("metadata.internal", address(text))).isFalse();
  }

  @Test
  void anAddressInsideAnotherIsAskedAboutToo() {
    EgressRules gateway = listing("64:ff9b::/96");
    assertThat(gateway.allow("x", address("64:ff9b::1.1.1.1"))).isTrue();
    assertThat(gateway.allow("x", address("64:ff9b::10.0.0.1"))).isFalse();
    EgressRules both = listing("64:ff9b::/96", "10.0.0.0/8");
    assertThat(both.allow("x", address("64:ff9b::10.0.0.1"))).isTrue();
  }

  @Test
  void aListedNameMayLeadToWhatIsNotPublicAndNoOtherNameMay() {
    EgressRules rules = new EgressRules(IpRanges.NONE, Set.of("hooks.internal"));
    assertThat(rules.allow("hooks.internal", address("10.0.0.1"))).isTrue();
    assertThat(rules.allow("other.internal", address("10.0.0.1"))).isFalse();
    assertThat(rules.allow("hooks.internal", address("169.254.169.254"))).isFalse();
  }

  @Test
  void aRangeThatNothingIsEverSentToIsKnownAsSuch() {
    assertThat(EgressRules.isNever(IpRange.parse("169.254.169.0/24").orElseThrow())).isTrue();
    assertThat(EgressRules.isNever(IpRange.parse("10.0.0.0/8").orElseThrow())).isFalse();
    assertThat(EgressRules.isNever(IpRange.parse("0.0.0.0/0").orElseThrow())).isFalse();
  }
}
