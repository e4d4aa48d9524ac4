package com.nexus.ssot.server.webhook;

import static com.nexus.ssot.server.TestEngine.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.net.EgressRules;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import com.nexus.ssot.model.net.WebAddress;
import com.nexus.ssot.server.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages are sent to, and what is made of what comes back. */
class HttpPostTest {
  private static final Duration ENOUGH = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final EgressRules THIS_MACHINE =
      new EgressRules(new IpRanges(List.of(IpRange.parse("127.0.0.1").orElseThrow())), Set.of());
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final List<String> lookups = new CopyOnWriteArrayList<>();

  /** What a post was answered with, or why it was not. */
  private record Came(@Nullable WebhookOutcome failed, int status, @Nullable Duration retryAfter) {}

  private Came post(String url, EgressRules rules, Names.Lookup lookup, Duration patience) {
    return post(url, rules, lookup, patience, BODY, context(null));
  }

  private Came post(
      String url,
      EgressRules rules,
      Names.Lookup lookup,
      Duration patience,
      byte[] body,
      SSLContext tls) {
    Names.Lookup noted =
        name -> {
          lookups.add(name);
          return lookup.of(name);
        };
    try (Names names = new Names(noted);
        HttpPost http =
            new HttpPost(new Dial(names, rules, patience), tls, patience, () -> Instant.EPOCH)) {
      HttpPost.Answer answer = http.post(WebAddress.read(url), Map.of("webhook-id", "1"), body);
      return new Came(null, answer.status(), answer.retryAfter());
    } catch (Failed e) {
      return new Came(e.outcome(), 0, null);
    } catch (WebAddress.Refused | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<InetAddress> addresses(String... texts) {
    return Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
  }

  private Came to(Receiver receiver) {
    return post(receiver.url(), THIS_MACHINE, name -> List.of(), ENOUGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.5",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "fd00:ec2::254",
        "fe80::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1"
      })
  void aNameThatLeadsInsideIsNotConnectedTo(String address) {
    Came came =
        post("https://hooks.example.com/", EgressRules.PUBLIC, _ -> addresses(address), ENOUGH);
    assertThat(came.failed()).isEqualTo(WebhookOutcome.EGRESS_DENIED);
  }

  @Test
  void oneAddressInsideAmongPublicOnesIsEnoughToRefuse() {
    Came came =
        post(
            "https://hooks.example.com/",
            EgressRules.PUBLIC,
            _ -> addresses("1.1.1.1", "127.0.0.1"),
            ENOUGH);
    assertThat(came.failed()).isEqualTo(WebhookOutcome.EGRESS_DENIED);
  }

  @Test
  void literalAddressesInsideAreNotConnectedTo() {
    for (String host : List.of("127.0.0.1", "[::1]", "10.0.0.1", "[::ffff:10.0.0.1]")) {
      Came came = post("https://" + host + "/", EgressRules.PUBLIC, _ -> List.of(), ENOUGH);
      assertThat(came.failed()).as(host).isEqualTo(WebhookOutcome.EGRESS_DENIED);
    }
    assertThat(lookups).isEmpty();
  }

  @Test
  void aNameThatLeadsElsewhereAMomentLaterIsLookedUpOnceAndReachedWhereItWasChecked() {
    try (Receiver receiver = Receiver.start()) {
      String url = "http://rebound.test:" + receiver.port() + "/";
      Names.Lookup changing =
          name -> addresses(lookups.size() == 1 ? "127.0.0.1" : "169.254.169.254");
      Came came = post(url, THIS_MACHINE, changing, ENOUGH);
      assertThat(came.status()).isEqualTo(200);
      assertThat(lookups).containsExactly("rebound.test");
      assertThat(receiver.messages().getFirst().header("host"))
          .isEqualTo("rebound.test:" + receiver.port());
      // And with each connection anew: what was fine once is asked about again.
      assertThat(post(url, THIS_MACHINE, changing, ENOUGH).failed())
          .isEqualTo(WebhookOutcome.EGRESS_DENIED);
      assertThat(receiver.messages()).hasSize(1);
    }
  }

  @Test
  void withoutTlsNobodyButThisMachineIsReachedEvenIfItIsListed() {
    EgressRules rules = new EgressRules(IpRanges.NONE, Set.of("hooks.internal"));
    Came came = post("http://hooks.internal/", rules, _ -> addresses("10.0.0.1"), ENOUGH);
    assertThat(came.failed()).isEqualTo(WebhookOutcome.EGRESS_DENIED);
  }

  @Test
  void aNameThatLeadsNowhereOrHangsIsUnresolved() {
    Names.Lookup nowhere =
        name -> {
          throw new UnknownHostException(name);
        };
    assertThat(post("https://nowhere.test/", THIS_MACHINE, nowhere, ENOUGH).failed())
        .isEqualTo(WebhookOutcome.UNRESOLVED);
    assertThat(post("https://none.test/", THIS_MACHINE, _ -> List.of(), ENOUGH).failed())
        .isEqualTo(WebhookOutcome.UNRESOLVED);
    CountDownLatch never = new CountDownLatch(1);
    Names.Lookup hanging =
        name -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return List.of();
        };
    assertThat(post("https://hanging.test/", THIS_MACHINE, hanging, SHORT).failed())
        .isEqualTo(WebhookOutcome.UNRESOLVED);
  }

  @Test
  void whereNobodyListensIsUnreachable() {
    int port;
    try (Receiver receiver = Receiver.start()) {
      port = receiver.port();
    }
    String url = "http://127.0.0.1:" + port + "/";
    assertThat(post(url, THIS_MACHINE, _ -> List.of(), ENOUGH).failed())
        .isEqualTo(WebhookOutcome.UNREACHABLE);
    try (Receiver receiver = Receiver.start().answering((message, out) -> {})) {
      assertThat(to(receiver).failed()).isEqualTo(WebhookOutcome.UNREACHABLE);
    }
  }

  @Test
  void anAnswerOfTenMegabytesCountsByItsStatusAndIsNotRead() {
    List<Integer> written = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.start()
            .answering((message, out) -> {
              try {
                out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                byte[] megabyte = new byte[1 << 20];
                for (int i = 0; i < 10; i++) {
                  out.write(megabyte);
                  written.add(i);
                }
              } finally {
                ended.countDown();
              }
            })) {
      assertThat(to(receiver).status()).isEqualTo(200);
      eventually(() -> ended.getCount() == 0);
      assertThat(written).hasSizeLessThan(10);
    }
  }

  @Test
  void whatIsNoHttpIsNone() {
    for (String text :
        List.of(
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 999 Odd\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(20),
            "HTTP/1.1 200 OK\r\n")) {
      try (Receiver receiver =
          Receiver.start()
              .answering((message, out) -> out.write(text.getBytes(StandardCharsets.US_ASCII)))) {
        assertThat(to(receiver).failed()).isEqualTo(WebhookOutcome.NOT_HTTP);
      }
    }
  }

  @Test
  void whatComesBeforeTheAnswerIsPassedOver() {
    String text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\n\nHTTP/1.0 202\n\n";
    try (Receiver receiver =
        Receiver.start()
            .answering((message, out) -> out.write(text.getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(to(receiver).status()).isEqualTo(202);
    }
  }

  @Test
  void howLongToWaitIsReadInBothItsForms() {
    for (String form : List.of("120", "Thu, 01 Jan 1970 00:02:00 GMT")) {
      try (Receiver receiver = Receiver.start().answering("503 Busy", "retry-after: " + form)) {
        assertThat(to(receiver).retryAfter()).isEqualTo(Duration.ofMinutes(2));
      }
    }
    for (String form : List.of("soon", "-5", "Wed, 31 Dec 1969 00:00:00 GMT", "99999999999")) {
      try (Receiver receiver = Receiver.start().answering("503 Busy", "Retry-After: " + form)) {
        assertThat(to(receiver).retryAfter()).as(form).isNull();
      }
    }
  }

  @Test
  void whoeverHangsTricklesOrDoesNotReadIsLeftInTime() {
    CountDownLatch never = new CountDownLatch(1);
    Receiver.Manner hanging = (message, out) -> never.await();
    Receiver.Manner trickling =
        (message, out) -> {
          while (true) {
            out.write('H');
            out.flush();
            never.await(20, TimeUnit.MILLISECONDS);
          }
        };
    for (Receiver.Manner manner : List.of(hanging, trickling)) {
      try (Receiver receiver = Receiver.start().answering(manner)) {
        assertThat(post(receiver.url(), THIS_MACHINE, _ -> List.of(), SHORT).failed())
            .isEqualTo(WebhookOutcome.TIMEOUT);
      }
    }
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      String url = "http://127.0.0.1:" + deaf.getLocalPort() + "/";
      byte[] much = new byte[32 << 20];
      assertThat(post(url, THIS_MACHINE, _ -> List.of(), SHORT, much, context(null)).failed())
          .isEqualTo(WebhookOutcome.TIMEOUT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    never.countDown();
  }

  @Test
  void aHostMustProveItsName(@TempDir Path folder) {
    TestCertificates certificates = TestCertificates.in(folder);
    SSLContext trusting = context(certificates);
    try (Receiver receiver = Receiver.start(trusting.getServerSocketFactory(), "https")) {
      String port = ":" + receiver.port() + "/";
      Names.Lookup here = _ -> addresses("127.0.0.1");
      assertThat(post("https://localhost" + port, THIS_MACHINE, here, ENOUGH, BODY, trusting))
          .isEqualTo(new Came(null, 200, null));
      assertThat(post("https://127.0.0.1" + port, THIS_MACHINE, here, ENOUGH, BODY, trusting))
          .isEqualTo(new Came(null, 200, null));
      assertThat(
              post("https://a_b.other.test" + port, THIS_MACHINE, here, ENOUGH, BODY, trusting)
                  .failed())
          .isEqualTo(WebhookOutcome.TLS_FAILED);
      assertThat(
              post("https://localhost" + port, THIS_MACHINE, here, ENOUGH, BODY, context(null))
                  .failed())
          .as("an authority that nobody trusts")
          .isEqualTo(WebhookOutcome.TLS_FAILED);
      assertThat(receiver.messages()).hasSize(2);
    }
    try (Receiver plain = Receiver.start()) {
      String url = "https://localhost:" + plain.port() + "/";
      assertThat(
              post(url, THIS_MACHINE, _ -> addresses("127.0.0.1"), SHORT, BODY, trusting).failed())
          .isIn(WebhookOutcome.TLS_FAILED, WebhookOutcome.TIMEOUT);
    }
  }

  @Test
  void anAddressWithAUserIsNone() {
    assertThat(
            catchThrowableOfType(
                WebAddress.Refused.class, () -> WebAddress.read("https://user@example.com/")))
        .isNotNull();
  }

  /** Trusts what the JDK trusts, or the authority of a test, whose certificate it shows. */
  private static SSLContext context(@Nullable TestCertificates certificates) {
    try {
      if (certificates == null) {
        return SSLContext.getDefault();
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(certificates.client(), new char[0]);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates.trust());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
