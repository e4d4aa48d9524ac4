package com.nexus.ssot.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jetty.JettyConnectionMetrics;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The one registry of metrics, and what this process itself is measured by. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

  @Bean
  PrometheusMeterRegistry meterRegistry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Bean(destroyMethod = "close")
  JvmGcMetrics jvmGcMetrics() {
    return new JvmGcMetrics();
  }

  /** Binds every {@link MeterBinder} bean, so that features bring their own metrics. */
  @Bean
  SmartInitializingSingleton everyMeterIsBound(
      MeterRegistry registry, ObjectProvider<MeterBinder> features) {
    return () -> {
      List.of(
              new JvmMemoryMetrics(),
              new JvmThreadMetrics(),
              new JvmInfoMetrics(),
              new ClassLoaderMetrics(),
              new ProcessorMetrics(),
              new UptimeMetrics(),
              new FileDescriptorMetrics())
          .forEach(binder -> binder.bindTo(registry));
      features.forEach(binder -> binder.bindTo(registry));
    };
  }

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> jettyMetrics(MeterRegistry registry) {
    return factory ->
        factory.addServerCustomizers(server -> {
          new JettyServerThreadPoolMetrics(server.getThreadPool(), List.of()).bindTo(registry);
          JettyConnectionMetrics.addToAllConnectors(server, registry);
        });
  }

  @Bean
  FilterRegistrationBean<RequestTimes> requestTimes(MeterRegistry registry) {
    FilterRegistrationBean<RequestTimes> bean =
        new FilterRegistrationBean<>(new RequestTimes(registry));
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return bean;
  }
}
