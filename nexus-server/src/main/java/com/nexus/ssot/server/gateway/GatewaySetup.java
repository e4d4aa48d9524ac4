package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.DataPlane;
import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.gateway.Tls;
import com.nexus.ssot.gateway.TlsFiles;
import com.nexus.ssot.server.base.DeprecatedCalls;
import com.nexus.ssot.server.registry.alias.Suggestions;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nexus.ssot.server.settings.TlsSettings;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the data plane. */
@Configuration(proxyBeanMethods = false)
class GatewaySetup {

  @Bean
  Gateway gateway(InstantSource clock, DeprecatedCalls calls) {
    Gateway gateway = new Gateway(clock);
    gateway.countCalls(calls::called);
    return gateway;
  }

  /** Where requests of the control plane run: each on a virtual thread, because they block. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService controlPlaneThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
  }

  @Bean
  @Nullable Tls tls(ServerSettings settings) {
    return settings.tls() instanceof TlsSettings.Own(TlsFiles files) ? new Tls(files) : null;
  }

  @Bean
  @Nullable CertificateHealth certificateHealth(ObjectProvider<Tls> tls, InstantSource clock) {
    Tls given = tls.getIfAvailable();
    return given == null ? null : new CertificateHealth(given, clock);
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
