package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.Connections;
import com.nexus.ssot.gateway.DataPlane;
import com.nexus.ssot.gateway.Front;
import com.nexus.ssot.gateway.HostNames;
import com.nexus.ssot.gateway.JettyTuning;
import com.nexus.ssot.gateway.NetworkRules;
import com.nexus.ssot.gateway.Tls;
import com.nexus.ssot.server.settings.Environment;
import com.nexus.ssot.server.settings.NetworkSettings;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nexus.ssot.server.settings.TlsSettings;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts what looks at the network, and behind it the data plane, in front of the servlets, in the
 * same Jetty and on the same port.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // after Spring has chosen threads that may block
final class Mount implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
  private final Front front;
  private final Connections connections;
  private final boolean strictTransport;
  private final @Nullable Tls tls;

  Mount(DataPlane dataPlane, ServerSettings settings, ObjectProvider<Tls> tls) {
    NetworkRules rules = rules(settings);
    this.front = new Front(rules);
    this.front.setHandler(dataPlane);
    this.strictTransport = rules.strictTransport();
    this.connections =
        new Connections(
            settings.network().connections(),
            settings.network().connectionsPerAddress(),
            settings.network().proxies());
    this.tls = tls.getIfAvailable();
  }

  private static NetworkRules rules(ServerSettings settings) {
    NetworkSettings network = settings.network();
    Set<String> hosts = new HashSet<>(network.hosts());
    hosts.add(settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host());
    return new NetworkRules(
        network.blocked(),
        network.allowed(),
        network.proxies(),
        new HostNames(hosts, settings.environment() == Environment.DEVELOPMENT),
        settings.tls() instanceof TlsSettings.Proxy,
        settings.tls().on());
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.setThreadPool(JettyTuning.threads());
    factory.setAcceptors(1);
    factory.setSelectors(JettyTuning.selectors(Runtime.getRuntime().availableProcessors()));
    factory.addServerCustomizers(server -> {
      JettyTuning.apply(server, connections, tls, strictTransport);
      server.addEventListener(new InFront(server, front));
    });
  }

  /**
   * Wraps the server's handlers when all of them are in place: Spring adds one after everybody else
   * has had a say, to count what it must wait for when it stops.
   */
  private record InFront(Server server, Front front) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarting(LifeCycle event) {
      Handler behind = server.getHandler();
      if (behind != front && front.getHandler() instanceof DataPlane dataPlane) {
        dataPlane.setHandler(behind);
        server.setHandler(front);
      }
    }
  }
}
