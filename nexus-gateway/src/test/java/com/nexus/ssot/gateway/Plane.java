package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A data plane on a free port, spoken to in bytes. */
final class Plane implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final Gateway gateway = new Gateway(() -> NOW);
  final ApiKey key = ApiKey.generate();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;
  private final ServerConnector connector;

  Plane(Suggestions suggestions, @Nullable Handler behind) {
    this(suggestions, TokenCheck.NONE, behind, rules("x"), Connections.DEFAULT);
  }

  Plane(Suggestions suggestions, TokenCheck tokens, @Nullable Handler behind) {
    this(suggestions, tokens, behind, rules("x"), Connections.DEFAULT);
  }

  Plane(
      Suggestions suggestions,
      @Nullable Handler behind,
      NetworkRules rules,
      Connections connections) {
    this(suggestions, TokenCheck.NONE, behind, rules, connections);
  }

  private Plane(
      Suggestions suggestions,
      TokenCheck tokens,
      @Nullable Handler behind,
      NetworkRules rules,
      Connections connections) {
    server = new Server(JettyTuning.threads());
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    JettyTuning.apply(server, connections, null, rules.strictTransport());
    DataPlane plane = new DataPlane(gateway, suggestions, tokens, executor);
    plane.setHandler(behind);
    Front front = new Front(rules);
    front.setHandler(plane);
    server.setHandler(front);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everybody may come in, under these names. */
  static NetworkRules rules(String... hosts) {
    return new NetworkRules(
        IpRanges.NONE, List.of(), IpRanges.NONE, new HostNames(Set.of(hosts), true), false, false);
  }

  /** Fills the gateway with everything there is. */
  void load(GatewayChange... objects) {
    Gateway.Loading loading = gateway.load();
    List.of(objects).forEach(loading::add);
    loading.done();
  }

  static KeyGrant grant(ApiKey key, String... contexts) {
    return new KeyGrant(
        key.id(),
        key.sha256(),
        Routes.id(9),
        Reach.of(Set.of(contexts)),
        AllowedFrom.ANYWHERE,
        NOW.plusSeconds(60),
        false);
  }

  /** An answer as it came. */
  record Reply(int status, List<String> headers, String body) {
    @Nullable String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse(null);
    }

    String code() {
      int at = body.indexOf("\"code\":\"");
      return at < 0 ? "" : body.substring(at + 8, body.indexOf('"', at + 8));
    }
  }

  /** Asks with the key. */
  Reply get(String target, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Authorization: Bearer " + key.text();
    return ask("GET", target, all);
  }

  /** Asks without a credential of its own. */
  Reply ask(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return raw(text + "Connection: close\r\n\r\n");
  }

  /** Sends text as it is and reads to the end. */
  Reply raw(String text) {
    byte[] answer = exchange(text.getBytes(StandardCharsets.ISO_8859_1));
    String all = new String(answer, StandardCharsets.UTF_8);
    if (all.isEmpty()) {
      return new Reply(0, List.of(), "");
    }
    int end = all.indexOf("\r\n\r\n");
    List<String> lines = List.of(all.substring(0, end).split("\r\n", -1));
    String body = all.substring(end + 4);
    return new Reply(
        Integer.parseInt(lines.getFirst().substring(9, 12)), lines.subList(1, lines.size()), body);
  }

  /** A connection to it. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  byte[] exchange(byte[] request) {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(all);
      } catch (SocketTimeoutException e) {
        throw new AssertionError("still open after " + all + " for " + text(request), e);
      }
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    executor.shutdownNow();
  }
}
