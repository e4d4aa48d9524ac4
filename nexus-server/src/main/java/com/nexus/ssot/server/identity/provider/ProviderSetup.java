package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.settings.LoginProvider;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together the providers that are set. */
@Configuration(proxyBeanMethods = false)
class ProviderSetup {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @Bean
  ProviderCalls providerCalls() {
    return new ProviderCalls(PATIENCE);
  }

  @Bean
  Providers providers(ServerSettings settings, ProviderCalls calls, InstantSource clock) {
    return new Providers(
        settings.login().providers().stream()
            .map(provider -> provider(provider, calls, clock))
            .toList(),
        settings.baseUrl());
  }

  private static Provider provider(
      LoginProvider settings, ProviderCalls calls, InstantSource clock) {
    return switch (settings.kind()) {
      case GITHUB -> new GithubProvider(settings, calls);
      case MICROSOFT ->
          new OidcProvider(
              settings, new MicrosoftDialect(settings.issuer(), settings.tenants()), calls, clock);
      case GOOGLE ->
          new OidcProvider(settings, new PlainDialect(settings.issuer(), true), calls, clock);
      case OIDC ->
          new OidcProvider(settings, new PlainDialect(settings.issuer(), false), calls, clock);
    };
  }
}
