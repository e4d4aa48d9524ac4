package com.nexus.ssot.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Sets Jetty up for the data plane: strict, silent about itself, and without needless work. */
public final class JettyTuning {
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final long IDLE_MILLIS = 60_000;
  private static final Duration HEADERS_WITHIN = Duration.ofSeconds(10);
  private static final long IDLE_MILLIS_WHEN_FULL = 5_000;
  private static final int FEWEST_THREADS = 8;
  private static final int MOST_THREADS = 64;

  private JettyTuning() {}

  /**
   * How many selectors serve a machine with this many processors. Each answers by itself and can
   * keep one processor busy; the other half is left to the control plane and to the database.
   */
  public static int selectors(int processors) {
    return Math.max(1, processors / 2);
  }

  /**
   * The threads of connections: few, and never blocked, because the control plane has its own. Two
   * of them wait for connections and data; the others answer.
   */
  public static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("gateway");
    return threads;
  }

  /**
   * Applies everything to a server whose connectors are in place.
   *
   * @param tls null for plain HTTP
   */
  public static void apply(
      Server server, Connections connections, @Nullable Tls tls, boolean strictTransport) {
    server.setErrorHandler(new ProblemErrorHandler(strictTransport));
    server.setDefaultHandler(null);
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector tcp) {
        apply(tcp, tls);
        tcp.addBean(new AddressLimit(connections));
      }
    }
    // Who comes later waits in the queue of the operating system until another has gone.
    NetworkConnectionLimit limit = new NetworkConnectionLimit(connections.most(), server);
    limit.setEndPointIdleTimeout(IDLE_MILLIS_WHEN_FULL);
    server.addBean(limit);
  }

  private static void apply(ServerConnector connector, @Nullable Tls tls) {
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(1024);
    List<ConnectionFactory> factories = new ArrayList<>();
    if (tls != null) {
      factories.add(tls.connectionFactory());
      connector.addEventListener(new Watch(tls, connector));
    }
    for (ConnectionFactory factory : connector.getConnectionFactories()) {
      if (factory instanceof HttpConnectionFactory http) {
        apply(http.getHttpConfiguration());
        if (tls != null) {
          // Names are looked at in front of both planes, whatever the certificate says.
          http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        }
        factories.add(new PunctualHttp(http.getHttpConfiguration(), HEADERS_WITHIN));
      } else {
        factories.add(factory);
      }
    }
    connector.setConnectionFactories(factories);
  }

  /** Begins to look after the certificate when the connector's scheduler runs. */
  private record Watch(Tls tls, ServerConnector connector) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarted(LifeCycle event) {
      tls.watch(connector.getScheduler());
    }
  }

  /** Applies what concerns the protocol. */
  public static void apply(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(LONGEST_HEADERS);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(UriCompliance.RFC3986);
  }
}
