package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.DataPlane;
import com.nexus.ssot.gateway.JettyTuning;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts the data plane in front of the servlets, in the same Jetty and on the same port. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // after Spring has chosen threads that may block
final class Mount implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
  private final DataPlane dataPlane;

  Mount(DataPlane dataPlane) {
    this.dataPlane = dataPlane;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.setThreadPool(JettyTuning.threads());
    factory.setAcceptors(1);
    factory.setSelectors(JettyTuning.selectors(Runtime.getRuntime().availableProcessors()));
    factory.addServerCustomizers(server -> {
      JettyTuning.apply(server);
      server.addEventListener(new InFront(server, dataPlane));
    });
  }

  /**
   * Wraps the server's handlers when all of them are in place: Spring adds one after everybody else
   * has had a say, to count what it must wait for when it stops.
   */
  private record InFront(Server server, DataPlane dataPlane) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarting(LifeCycle event) {
      Handler behind = server.getHandler();
      if (behind != dataPlane) {
        dataPlane.setHandler(behind);
        server.setHandler(dataPlane);
      }
    }
  }
}
