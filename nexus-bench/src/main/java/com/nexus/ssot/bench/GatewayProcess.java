package com.nexus.ssot.bench;

import com.nexus.ssot.gateway.AliasRoute;
import com.nexus.ssot.gateway.Connections;
import com.nexus.ssot.gateway.ContextRoute;
import com.nexus.ssot.gateway.DataPlane;
import com.nexus.ssot.gateway.Front;
import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.gateway.JettyTuning;
import com.nexus.ssot.gateway.KeyGrant;
import com.nexus.ssot.gateway.NetworkRules;
import com.nexus.ssot.gateway.Suggestions;
import com.nexus.ssot.gateway.TokenGrant;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRanges;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The data plane alone, as a process of its own, with made-up aliases. Says on standard output on
 * which port it listens and how many bytes of heap an alias takes, and ends when standard input
 * does.
 */
final class GatewayProcess {
  private static final UUID CONTEXT_ID = new UUID(0x7000L, 1);

  private GatewayProcess() {}

  /** The context of all made-up aliases. */
  static final String CONTEXT = "bench";

  /** The name of a made-up alias. */
  static String alias(int number) {
    return "service-" + number;
  }

  /** More than a run of this machine against itself opens. */
  private static final int MOST_CONNECTIONS = 10_000;

  /** What a made-up alias means. */
  static String canonical(int number) {
    return "https://api.example.com/v1/users/profile/" + number;
  }

  /**
   * Starts it.
   *
   * @param args how many aliases, and the key that may read them; then perhaps a token that may
   *     read them too, and everybody may
   */
  public static void main(String[] args) throws Exception {
    int aliases = Integer.parseInt(args[0]);
    ApiKey key = ApiKey.parse(args[1]).orElseThrow();
    long before = usedHeap();
    String token = args.length > 2 ? args[2] : "";
    Gateway gateway = filled(aliases, key, !token.isEmpty());
    long bytesPerAlias = (usedHeap() - before) / aliases;
    Server server = new Server(JettyTuning.threads());
    ServerConnector connector =
        new ServerConnector(
            server, 1, JettyTuning.selectors(Runtime.getRuntime().availableProcessors()));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Connections connections = new Connections(MOST_CONNECTIONS, MOST_CONNECTIONS, IpRanges.NONE);
    JettyTuning.apply(server, connections, null, false);
    Front front = new Front(NetworkRules.DEVELOPMENT);
    front.setHandler(
        new DataPlane(
            gateway,
            Suggestions.NONE,
            given -> given.equals(token) ? tokenGrant() : null,
            Executors.newVirtualThreadPerTaskExecutor()));
    server.setHandler(front);
    server.start();
    System.out.println("port=" + connector.getLocalPort() + " bytes=" + bytesPerAlias);
    awaitEndOfInput();
    server.stop();
  }

  private static TokenGrant tokenGrant() {
    return new TokenGrant(
        Reach.of(Set.of(CONTEXT)), List.of(AllowedFrom.ANYWHERE), Instant.now().plusSeconds(3_600));
  }

  private static Gateway filled(int aliases, ApiKey key, boolean isPublic) {
    Gateway gateway = new Gateway(InstantSource.system());
    Gateway.Loading loading = gateway.load();
    loading.add(new ContextRoute(CONTEXT_ID, 1, CONTEXT, CONTEXT, isPublic, false, false));
    loading.add(
        new KeyGrant(
            key.id(),
            key.sha256(),
            CONTEXT_ID,
            Reach.of(Set.of(CONTEXT)),
            AllowedFrom.ANYWHERE,
            Instant.now().plusSeconds(86_400),
            false));
    for (int i = 1; i <= aliases; i++) {
      loading.add(
          new AliasRoute(
              new UUID(0x0190_0000_0000_7000L + ((long) i << 16), 0x8000_0000_0000_0000L | i),
              1,
              CONTEXT,
              alias(i),
              canonical(i),
              false,
              null,
              null,
              null,
              null,
              null,
              true));
    }
    loading.done();
    return gateway;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is said on it; it ends with the bench.
    }
  }
}
