package com.nexus.ssot.server.http;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.FaultMapping;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Makes Spring MVC strict: one door, our arguments, our JSON, problems for every failure. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  HandlerRules handlerRules() {
    return new HandlerRules();
  }

  @Bean
  Failures failures(ObjectProvider<FaultMapping> mappings) {
    return new Failures(mappings.orderedStream().toList());
  }

  @Bean
  FilterRegistrationBean<RequestIdFilter> requestIdFilter(InstantSource clock, Failures failures) {
    FilterRegistrationBean<RequestIdFilter> bean =
        new FilterRegistrationBean<>(new RequestIdFilter(clock, failures));
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return bean;
  }

  /** Stops the start when a handler does not say whom it lets in. */
  @Bean
  SmartInitializingSingleton everyHandlerSaysWhomItLetsIn(
      ObjectProvider<RequestMappingHandlerMapping> mappings, HandlerRules rules) {
    return () ->
        mappings.forEach(mapping -> mapping.getHandlerMethods().values().forEach(rules::of));
  }

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> problemsInsteadOfErrorPages() {
    return factory ->
        factory.addServerCustomizers(server -> {
          if (server.getErrorHandler() == null) {
            server.setErrorHandler(new StrictErrors());
          }
          // Spring sets a handler of its own while the context starts.
          server
              .getDescendants(ContextHandler.class)
              .forEach(context -> context.addEventListener(new StrictErrors.OnceStarted(context)));
        });
  }

  @Bean
  Cursors cursors(ServerSettings settings) {
    return new Cursors(settings.secrets().secretKey());
  }

  @Bean
  WebMvcConfigurer strictMvc(
      ObjectProvider<Access> access, ObjectProvider<RateLimits> limits, HandlerRules rules) {
    return new StrictMvc(
        new Door(access::getObject, SingletonSupplier.ofNullable(limits::getIfAvailable), rules));
  }

  private record StrictMvc(Door door) implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(door).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.addAll(
          List.of(
              new ActorArgument(),
              new WriteOptionsArgument(),
              new QueryArgument(),
              new BodyArgument()));
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
      converters
          .disableDefaults()
          .addCustomConverter(new ByteArrayHttpMessageConverter())
          .withStringConverter(new StringHttpMessageConverter(StandardCharsets.UTF_8))
          .withJsonConverter(new JacksonJsonHttpMessageConverter(Json.mapper()));
    }
  }
}
