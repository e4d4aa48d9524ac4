package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.DataPlane;
import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.server.registry.alias.Suggestions;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the data plane. */
@Configuration(proxyBeanMethods = false)
class GatewaySetup {

  @Bean
  Gateway gateway(InstantSource clock) {
    return new Gateway(clock);
  }

  /** Where requests of the control plane run: each on a virtual thread, because they block. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService controlPlaneThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
  }

  @Bean
  DataPlane dataPlane(
      Gateway gateway,
      Suggestions suggestions,
      BearerGrants grants,
      ExecutorService controlPlaneThreads) {
    return new DataPlane(gateway, suggestions::similar, grants, controlPlaneThreads);
  }
}
