package com.nexus.ssot.sample;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Decision;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.AliasFigures;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.base.HealthComponent.Health;
import com.nexus.ssot.server.settings.ServerSettings;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The http package with sample resources. The token of a request says who calls: {@code all}, or
 * the verbs that are allowed, joined by {@code +}; behind {@code @} the one context it reaches.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JettyServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@ComponentScan({"com.nexus.ssot.server.http", "com.nexus.ssot.sample"})
public class SampleApplication {

  @Bean
  InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
  }

  @Bean
  ServerSettings settings() throws IOException {
    Path folder = Files.createTempDirectory("nexus-sample-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> TestServer.delete(folder)));
    return ServerSettings.load(
        Map.of("NEXUS_DATA_DIR", folder.toString(), "NEXUS_CONFIG_DIR", folder.toString()),
        folder,
        Map.of());
  }

  @Bean
  Access access() {
    return new Access() {
      @Override
      public void require(Actor actor, Ask ask) {
        if (!decide(actor, ask).allowed()) {
          throw Fault.of(FaultCode.FORBIDDEN, "You may not " + ask.verb() + " it.");
        }
      }

      @Override
      public Decision decide(Actor actor, Ask ask) {
        return actor.verbs().contains(ask.verb())
            ? Decision.Allowed.YES
            : new Decision.Denied(Decision.Reason.CREDENTIAL);
      }

      @Override
      public boolean mayGive(Actor actor, Ask ask) {
        return decide(actor, ask).allowed();
      }

      @Override
      public Reach reach(Actor actor, Verb verb, ObjectKind kind) {
        return Reach.of(actor.credential().contexts());
      }
    };
  }

  @Bean
  Filter callers() {
    return (request, response, chain) -> {
      HttpServletRequest http = (HttpServletRequest) request;
      String header = http.getHeader("Authorization");
      if ("Bearer broken".equals(header)) {
        throw Fault.of(FaultCode.UNAUTHENTICATED, "The key is not valid.");
      }
      if (header != null) {
        http.setAttribute(Actor.class.getName(), actor(header.substring("Bearer ".length())));
      }
      chain.doFilter(request, response);
    };
  }

  @Bean
  AliasFigures figures() {
    return reaches ->
        reaches.test("two")
            ? new AliasFigures.Figures(3, 2, 0.5)
            : new AliasFigures.Figures(1, 1, 0.5);
  }

  @Bean
  HealthComponent fine() {
    return new Part("fine", Health::ok, true);
  }

  @Bean
  HealthComponent slow() {
    return new Part("slow", () -> Health.degraded("It is slow."), true);
  }

  @Bean
  HealthComponent idle() {
    return new Part("idle", () -> Health.down("Nobody set it."), false);
  }

  @Bean
  HealthComponent broken() {
    return new Part(
        "broken",
        () -> {
          throw new IllegalStateException("secret");
        },
        true);
  }

  private record Part(String name, Supplier<Health> looks, boolean neededToBeReady)
      implements HealthComponent {

    @Override
    public Health health() {
      return looks.get();
    }
  }

  private static Actor actor(String given) {
    String[] parts = given.split("@", 2);
    String token = parts[0];
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    for (String word : token.equals("all") ? new String[0] : token.split("\\+")) {
      verbs.add(Verb.valueOf(word));
    }
    UUID id = new UUID(0, 1);
    return new Actor(
        id,
        id,
        null,
        PrincipalKind.SERVICE,
        token,
        new Actor.Credential(
            "key:sample",
            token.equals("all") ? EnumSet.allOf(Verb.class) : verbs,
            Set.of(parts.length == 1 ? "*" : parts[1]),
            null),
        Actor.Origin.INTERNAL);
  }
}
