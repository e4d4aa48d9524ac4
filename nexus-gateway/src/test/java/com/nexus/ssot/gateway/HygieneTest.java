package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.gateway.Plane.Reply;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for both planes, sent as bytes. */
class HygieneTest {
  private static final Plane PLANE =
      new Plane(
          Suggestions.NONE,
          new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
              Content.Sink.write(response, true, "reached", callback);
              return true;
            }
          });

  @BeforeAll
  static void load() {
    PLANE.load(
        Routes.context("open", true, false),
        Routes.alias("open", "door", "https://api.example.com/door").route());
  }

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void pathsThatCanBeReadInTwoWaysAreRefusedOnBothPlanes() {
    for (String start : List.of("/api/aliases/resolve/open/", "/api/services/", "/")) {
      for (String rest :
          List.of(
              "a%2fb",
              "a%2Fb",
              "a%5cb",
              "%2e%2e",
              "%2e",
              "a%00b",
              "a;x=1",
              "a//b",
              "a\\b",
              "..",
              "../b",
              "a/../b",
              "a/./b",
              "./b",
              "a/..",
              "a%25b",
              "a%3bb",
              "a%0ab",
              "a%7fb",
              "a%zz",
              "a%1",
              "a%",
              "a%c3",
              "a%c3%28",
              "a%ff",
              "a%c2%85",
              "a\"b",
              "a<b",
              "a\u007fb",
              "a\u00e4b",
              "a^b",
              "a`b",
              "a{b",
              "a|b")) {
        Reply reply = PLANE.ask("GET", start + rest);
        assertThat(reply.status()).as(start + rest).isEqualTo(400);
        assertThat(reply.code()).as(start + rest).isIn("BAD_PATH", "MALFORMED");
        harmless(reply);
      }
    }
    assertThat(PLANE.ask("GET", "//a").status()).isEqualTo(400);
    assertThat(PLANE.ask("GET", "/api/a%20b").body()).isEqualTo("reached");
    assertThat(PLANE.ask("GET", "/api/caf%C3%A9").body()).isEqualTo("reached");
    assertThat(PLANE.ask("GET", "/.well-known/security.txt").body()).isEqualTo("reached");
  }

  @Test
  void messagesWhoseEndIsInDoubtAreRefusedAndTheConnectionCloses() {
    for (String request :
        List.of(
            "GET /api/x HTTP/1.1\nHost: x\n\n",
            "GET /api/x HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
            "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
            "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
            "POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked, identity\r\n\r\n0\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /api/x HTTP/1.1\r\n\r\n",
            "GET /api/x\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/x\r\n\r\n",
            "POST /api/x HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET /api/x HTTP/7.1\r\nHost: x\r\n\r\n",
            "\u0016\u0003\u0001\u0002\r\n\r\n")) {
      Reply reply = PLANE.raw(request);
      assertThat(reply.status()).as(request).isIn(400, 505, 426, 501);
      assertThat(reply.body()).as(request).doesNotContain("reached");
      harmless(reply);
    }
  }

  @Test
  void bodiesThatAreEncodedOnTheirWayAreRefused() {
    for (String coding :
        List.of(
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: GZIP,chunked",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked;a=b, chunked")) {
      Reply reply = chunked(coding);
      assertThat(reply.status()).as(coding).isIn(400, 501);
      assertThat(reply.body()).as(coding).doesNotContain("reached");
      harmless(reply);
    }
    Reply gzip = chunked("Transfer-Encoding: gzip, chunked");
    assertThat(gzip.code()).isEqualTo("NOT_IMPLEMENTED");
    Reply plain = chunked("Transfer-Encoding: Chunked");
    assertThat(plain.body()).isEqualTo("reached");
  }

  private static Reply chunked(String coding) {
    return PLANE.raw(
        "POST /api/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + coding
            + "\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThat(PLANE.ask("GET", "/api/" + "a".repeat(4100)).status()).isEqualTo(414);
    assertThat(PLANE.ask("GET", "/api/x?" + "a".repeat(4100)).status()).isEqualTo(414);
    assertThat(PLANE.ask("GET", "/api/x?" + "a".repeat(4000)).status()).isEqualTo(200);
    assertThat(PLANE.ask("GET", "/" + "a".repeat(20_000)).status()).isEqualTo(414);
    assertThat(PLANE.ask("GET", "/api/x", "A: " + "a".repeat(17_000)).status()).isEqualTo(431);
    String[] lines = new String[120];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "X-" + i + ": 1";
    }
    Reply reply = PLANE.ask("GET", "/api/x", lines);
    assertThat(reply.status()).isEqualTo(431);
    assertThat(reply.code()).isEqualTo("HEADERS_TOO_LARGE");
  }

  @Test
  void methodsThatAreNotServedAreRefused() {
    assertThat(PLANE.ask("TRACE", "/api/x").status()).isEqualTo(405);
    for (String method : List.of("get", "Get", "BREW", "PROPFIND", "QUERY")) {
      Reply reply = PLANE.ask(method, "/api/x");
      assertThat(reply.status()).as(method).isEqualTo(501);
      assertThat(reply.code()).as(method).isEqualTo("NOT_IMPLEMENTED");
      harmless(reply);
    }
    assertThat(PLANE.ask("OPTIONS", "/api/x").body()).isEqualTo("reached");
  }

  @Test
  void aRequestCarriesOneCredentialAndNotInItsAddress() {
    String key = PLANE.key.text();
    for (String path : List.of("/api/x", "/api/aliases/resolve/open/door", "/door")) {
      assertThat(PLANE.ask("GET", path, "Authorization: Bearer " + key, "X-API-Key: " + key).code())
          .isEqualTo("AMBIGUOUS_CREDENTIAL");
      assertThat(
              PLANE
                  .ask("GET", path, "Authorization: Bearer " + key, "Authorization: Bearer " + key)
                  .code())
          .isEqualTo("AMBIGUOUS_CREDENTIAL");
      assertThat(PLANE.ask("GET", path, "X-API-Key: " + key, "Cookie: a=b; __Host-nxs=1").code())
          .isEqualTo("AMBIGUOUS_CREDENTIAL");
      for (String query :
          List.of("api_key=1", "API_KEY=1", "access_token=1", "q=" + key, "a=1&b=nxs%5Flive_1")) {
        Reply reply = PLANE.ask("GET", path + "?" + query);
        assertThat(reply.code()).as(path + query).isEqualTo("CREDENTIAL_IN_URL");
        assertThat(reply.body()).doesNotContain(key);
      }
    }
    assertThat(PLANE.ask("GET", "/api/x?a=%zz").status()).isEqualTo(400);
    assertThat(PLANE.ask("GET", "/api/x?a=" + key + "&a=1").code()).isEqualTo("CREDENTIAL_IN_URL");
  }

  @Test
  void theCallersRequestIdIsKeptWhenItIsHarmless() {
    assertThat(PLANE.ask("GET", "/api/x", "X-Request-Id: a.B_c-9").header("X-Request-Id"))
        .isEqualTo("a.B_c-9");
    for (String odd : List.of("a b", "a\"b", "a".repeat(65), "")) {
      assertThat(PLANE.ask("GET", "/api/x", "X-Request-Id: " + odd).header("X-Request-Id"))
          .as(odd)
          .matches("[0-9a-f]{8}-[0-9a-z]+");
    }
  }

  private static void harmless(Reply reply) {
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("X-Request-Id")).isNotNull();
    assertThat(reply.header("Server")).isNull();
    assertThat(reply.body()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception");
  }

  @Test
  void aRequestWhoseFieldsTrickleInIsCutOffAndOthersAreNot() throws Exception {
    Server server = new Server(JettyTuning.threads());
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, new PunctualHttp(new HttpConfiguration(), Duration.ofMillis(100)));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        Socket idle = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      String whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
      idle.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
      idle.setSoTimeout(10_000);
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      slow.setSoTimeout(10);
      slow.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      long began = System.nanoTime();
      while (isOpen(slow)) {
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      }
      // A connection may rest as long as it likes between two requests.
      idle.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
      assertThat(idle.getInputStream().read()).isPositive();
    } finally {
      server.stop();
    }
  }

  @Test
  void aRequestWhoseFieldsStopArrivingIsCutOffToo() throws Exception {
    Server server = new Server(JettyTuning.threads());
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, new PunctualHttp(new HttpConfiguration(), Duration.ofMillis(200)));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      silent.setSoTimeout(20_000);
      silent.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    } finally {
      server.stop();
    }
  }

  @Test
  void anAddressHasNoMoreConnectionsThanItsLimitAndGetsTheNextWhenOneIsGone() throws Exception {
    Connections three = new Connections(100, 3, IpRanges.NONE);
    try (Plane plane = new Plane(Suggestions.NONE, null, Plane.rules("x"), three)) {
      Deque<Socket> open = new ArrayDeque<>();
      for (int i = 0; i < 3; i++) {
        open.add(plane.connect());
        assertThat(answers(open.getLast())).isTrue();
      }
      try (Socket more = plane.connect()) {
        assertThat(answers(more)).isFalse();
      }
      open.removeFirst().close();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      boolean again = false;
      while (!again) {
        assertThat(System.nanoTime()).isLessThan(end);
        try (Socket next = plane.connect()) {
          again = answers(next);
        }
      }
      for (Socket socket : open) {
        assertThat(answers(socket)).isTrue();
        socket.close();
      }
    }
    Connections ofProxies =
        new Connections(100, 1, new IpRanges(List.of(IpRange.parse("127.0.0.1").orElseThrow())));
    try (Plane plane = new Plane(Suggestions.NONE, null, Plane.rules("x"), ofProxies);
        Socket first = plane.connect();
        Socket second = plane.connect()) {
      assertThat(answers(first) && answers(second)).as("a proxy has many").isTrue();
    }
  }

  private static boolean answers(Socket socket) {
    try {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /api/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int first = socket.getInputStream().read();
      return first == 'H' && socket.getInputStream().read(new byte[4096]) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends one more byte and waits a little for the end of the connection. */
  private static boolean isOpen(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aServerTakesNoMoreConnectionsThanItsLimit() {
    Server server = new Server();
    JettyTuning.apply(server, Connections.DEFAULT, null, false);
    assertThat(server.getBean(NetworkConnectionLimit.class).getMaxNetworkConnectionCount())
        .isEqualTo(10_000);
  }
}
