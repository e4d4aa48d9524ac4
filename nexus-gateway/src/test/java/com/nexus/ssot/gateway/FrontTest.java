package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.gateway.Plane.Reply;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** Who may come in, from where and under which name; every request as bytes, from this machine. */
class FrontTest {
  private static final String[] NO_HEADER = {};

  /** Says how the request looks from behind. */
  private static final Handler MIRROR =
      new Handler.Abstract() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
          String seen =
              Request.getRemoteAddr(request)
                  + " "
                  + request.getHttpURI().getScheme()
                  + " "
                  + request.isSecure()
                  + " "
                  + request.getConnectionMetaData().isSecure();
          Content.Sink.write(response, true, seen, callback);
          return true;
        }
      };

  @Test
  void withoutListedProxiesNothingThatAHeaderSaysCounts() {
    try (Plane plane = plane(rules().build())) {
      for (String forged :
          List.of(
              "X-Forwarded-For: 192.0.2.1",
              "X-Forwarded-For: garbage",
              "Forwarded: for=192.0.2.1;proto=https",
              "X-Real-IP: 192.0.2.1",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: other.example.com")) {
        assertThat(plane.ask("GET", "/api/x", forged).body())
            .as(forged)
            .isEqualTo("127.0.0.1 http false false");
      }
    }
  }

  @Test
  void throughListedProxiesTheLastHopThatIsNoProxyIsTheCaller() {
    Rules rules = rules();
    rules.proxies = ranges("127.0.0.1", "10.0.0.0/24");
    try (Plane plane = plane(rules.build())) {
      assertThat(seen(plane, "X-Forwarded-For: 192.0.2.1")).isEqualTo("192.0.2.1");
      assertThat(seen(plane, "X-Forwarded-For: 198.51.100.1, 192.0.2.1, 10.0.0.7"))
          .isEqualTo("192.0.2.1");
      assertThat(seen(plane, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 192.0.2.9"))
          .isEqualTo("192.0.2.9");
      assertThat(seen(plane, "X-Forwarded-For: 2001:db8::7")).isEqualTo("[2001:db8:0:0:0:0:0:7]");
      assertThat(seen(plane, "X-Forwarded-For: [2001:db8::7]:443"))
          .isEqualTo("[2001:db8:0:0:0:0:0:7]");
      assertThat(seen(plane, "X-Forwarded-For: 192.0.2.1:4711")).isEqualTo("192.0.2.1");
      assertThat(seen(plane, "X-Forwarded-For: 10.0.0.3, 10.0.0.4")).isEqualTo("10.0.0.3");
      assertThat(seen(plane)).isEqualTo("127.0.0.1");
      assertThat(seen(plane, "X-Real-IP: 192.0.2.1")).isEqualTo("127.0.0.1");
      for (String odd : List.of("unknown", "127.1", "192.0.2.1.evil", "_hidden", "1.2.3.4;")) {
        Reply reply = plane.ask("GET", "/api/x", "X-Forwarded-For: " + odd);
        assertThat(reply.code()).as(odd).isEqualTo("MALFORMED");
        assertThat(reply.body()).doesNotContain(odd);
      }
    }
  }

  @Test
  void aListedProxySaysWhetherItsCallersUseTls() {
    Rules rules = rules();
    rules.proxies = ranges("127.0.0.1");
    try (Plane plane = plane(rules.build())) {
      assertThat(plane.ask("GET", "/api/x", "X-Forwarded-Proto: https").body())
          .isEqualTo("127.0.0.1 https true true");
      assertThat(plane.ask("GET", "/api/x").body()).isEqualTo("127.0.0.1 http false false");
    }
    rules.onlyProxies = true;
    try (Plane plane = plane(rules.build())) {
      assertThat(plane.ask("GET", "/api/x").body()).isEqualTo("127.0.0.1 https true true");
      assertThat(plane.ask("GET", "/api/x", "X-Forwarded-Proto: http").body())
          .isEqualTo("127.0.0.1 http false false");
    }
  }

  @Test
  void addressesAreLookedAtBeforeAnyCredential() {
    Rules rules = rules();
    rules.proxies = ranges("127.0.0.1");
    rules.allowed = List.of(ranges("192.0.2.0/24", "2001:db8::/32"), ranges("192.0.0.0/16"));
    rules.blocked = ranges("192.0.2.66");
    try (Plane plane = plane(rules.build())) {
      assertThat(status(plane, "192.0.2.1")).isEqualTo(200);
      assertThat(status(plane, "192.0.2.66")).isEqualTo(403);
      assertThat(status(plane, "::ffff:192.0.2.66")).isEqualTo(403);
      assertThat(status(plane, "198.51.100.1")).isEqualTo(403);
      assertThat(status(plane, "192.0.3.1")).as("in one list only").isEqualTo(403);
      assertThat(status(plane, "2001:db8::1")).as("in one list only").isEqualTo(403);
      assertThat(status(plane, "127.0.0.1")).as("the proxy for itself").isEqualTo(200);
      assertThat(status(plane, "127.0.0.2")).as("this machine, through a proxy").isEqualTo(403);
      Reply refused =
          plane.ask("GET", "/open/door", "X-Forwarded-For: 198.51.100.1", "X-API-Key: x");
      assertThat(refused.code()).isEqualTo("FORBIDDEN");
      assertThat(refused.body()).doesNotContain("detail").doesNotContain("198.51");
      assertThat(refused.header("X-Request-Id")).isNotNull();
      assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void thisMachineIsLetInUnlessItIsBlockedOrSpeaksForOthers() {
    Rules rules = rules();
    rules.allowed = List.of(ranges("192.0.2.0/24"));
    try (Plane plane = plane(rules.build())) {
      assertThat(plane.ask("GET", "/api/x").status()).isEqualTo(200);
      for (String claim :
          List.of("X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "X-Real-IP: 1.2.3.4")) {
        assertThat(plane.ask("GET", "/api/x", claim).status()).as(claim).isEqualTo(403);
      }
    }
    rules.blocked = ranges("127.0.0.0/8");
    try (Plane plane = plane(rules.build())) {
      assertThat(plane.ask("GET", "/health").status()).isEqualTo(403);
    }
  }

  @Test
  void whereAProxyTerminatesTlsNobodyElseComesIn() {
    Rules rules = rules();
    rules.onlyProxies = true;
    rules.strict = true;
    try (Plane plane = plane(rules.build())) {
      String claim = "X-Forwarded-For: 192.0.2.1";
      assertThat(plane.ask("GET", "/api/x").status()).as("from this machine").isEqualTo(200);
      assertThat(plane.ask("GET", "/api/x", claim).status()).isEqualTo(403);
      assertThat(plane.ask("GET", "/health", claim).status()).as("a probe").isEqualTo(200);
      assertThat(plane.ask("GET", "/ready", claim).status()).isEqualTo(200);
      assertThat(plane.ask("GET", "/metrics", claim).status()).isEqualTo(403);
      for (String credential : List.of("Authorization: Bearer x", "X-API-Key: x", "Cookie: a=b")) {
        assertThat(plane.ask("GET", "/health", claim, credential).status()).isEqualTo(403);
      }
    }
  }

  @Test
  void onlyOurNamesAreAnsweredTo() {
    Rules rules = rules();
    rules.hosts = new HostNames(Set.of("Nexus.example.com", "[2001:db8::1]"), false);
    try (Plane plane = plane(rules.build())) {
      for (String ours :
          List.of(
              "nexus.example.com",
              "NEXUS.example.com:8443",
              "[2001:db8::1]:8000",
              "localhost",
              "127.0.0.1:8000",
              "[::1]",
              "app.localhost")) {
        assertThat(as(plane, "/api/x", ours).status()).as(ours).isEqualTo(200);
      }
      for (String other :
          List.of(
              "evil.example.com",
              "nexus.example.com.evil.example.com",
              "192.0.2.1",
              "localhost.example.com",
              "127.0.0.1.example.com",
              "2130706433",
              "nexus.example.com.")) {
        Reply reply = as(plane, "/api/x", other);
        assertThat(reply.code()).as(other).isEqualTo("MISDIRECTED");
        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.body()).doesNotContain("example.com");
        assertThat(as(plane, "/open/door", other).status()).as(other).isEqualTo(421);
        for (String path : List.of("/health", "/ready", "/metrics")) {
          assertThat(as(plane, path, other).status()).as(path).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void aNameThatWasRightOnceDoesNotOpenTheConnectionForOthers() {
    try (Plane plane = plane(rules().build())) {
      String request = "GET /api/x HTTP/1.1\r\nHost: %s\r\n%s\r\n";
      Reply both =
          plane.raw(
              request.formatted("x", "") + request.formatted("evil", "Connection: close\r\n"));
      assertThat(both.status()).isEqualTo(200);
      assertThat(both.body()).contains("HTTP/1.1 421");
    }
  }

  @Test
  void namesOfTheMachineItselfAreForThisMachineOutsideOfDevelopment() {
    HostNames strict = new HostNames(Set.of("nexus"), false);
    assertThat(strict.admit("localhost", true)).isTrue();
    assertThat(strict.admit("localhost", false)).isFalse();
    assertThat(new HostNames(Set.of(), true).admit("LOCALHOST", false)).isTrue();
    assertThat(new HostNames(Set.of(), true).admit("nexus", true)).isFalse();
  }

  @Test
  void anAbsoluteAddressDoesNotHideAnotherHost() {
    try (Plane plane = plane(rules().build())) {
      assertThat(
              plane
                  .raw("GET http://evil/api/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .status())
          .isIn(400, 421);
      assertThat(
              plane
                  .raw("GET http://x/api/x HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n")
                  .status())
          .isIn(400, 421);
    }
  }

  @Test
  void withTlsEveryAnswerTellsBrowsersToComeBackWithIt() {
    Rules rules = rules();
    rules.strict = true;
    String year = "max-age=31536000; includeSubDomains";
    try (Plane plane = plane(rules.build())) {
      plane.load(
          Routes.context("open", true, false),
          Routes.alias("open", "door", "https://api.example.com/door").route());
      for (String path :
          List.of(
              "/api/x",
              "/api/aliases/resolve/open/door",
              "/api/aliases/resolve/no/door",
              "/a//b")) {
        assertThat(plane.ask("GET", path).header("Strict-Transport-Security"))
            .as(path)
            .isEqualTo(year);
      }
      assertThat(plane.raw("nonsense\r\n\r\n").header("Strict-Transport-Security")).isEqualTo(year);
      assertThat(as(plane, "/api/x", "evil").header("Strict-Transport-Security")).isEqualTo(year);
    }
    try (Plane plane = plane(rules().build())) {
      assertThat(plane.ask("GET", "/api/x").header("Strict-Transport-Security")).isNull();
    }
  }

  private static Reply as(Plane plane, String path, String host) {
    return plane.raw(
        "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static String seen(Plane plane, String... headers) {
    return plane.ask("GET", "/api/x", headers).body().replaceFirst(" .*", "");
  }

  private static int status(Plane plane, String client) {
    return plane
        .ask(
            "GET",
            "/api/x",
            client.isEmpty() ? NO_HEADER : new String[] {"X-Forwarded-For: " + client})
        .status();
  }

  private static Plane plane(NetworkRules rules) {
    return new Plane(Suggestions.NONE, MIRROR, rules, Connections.DEFAULT);
  }

  private static IpRanges ranges(String... texts) {
    return new IpRanges(
        List.of(texts).stream().map(text -> IpRange.parse(text).orElseThrow()).toList());
  }

  private static Rules rules() {
    return new Rules();
  }

  /** Rules with one thing changed. */
  private static final class Rules {
    IpRanges blocked = IpRanges.NONE;
    List<IpRanges> allowed = List.of();
    IpRanges proxies = IpRanges.NONE;
    HostNames hosts = new HostNames(Set.of("x"), false);
    boolean onlyProxies;
    boolean strict;

    NetworkRules build() {
      return new NetworkRules(blocked, allowed, proxies, hosts, onlyProxies, strict);
    }
  }
}
