package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.settings.Environment;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what has figures of its own. */
@Configuration(proxyBeanMethods = false)
class LoginSetup {
  private static final int MOST_HASHES_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A hash keeps a core busy; more of them at once than cores would only need more memory. */
  @Bean
  PasswordHashes passwordHashes() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new PasswordHashes(Math.clamp(cores, 1, MOST_HASHES_AT_ONCE), PATIENCE);
  }

  @Bean
  FactorRule factorRule(ServerSettings settings) {
    return new FactorRule(settings.environment() != Environment.DEVELOPMENT, settings.login());
  }

  @Bean
  LoginDelays loginDelays(RateLimits limits, InstantSource clock) {
    return new LoginDelays(limits, clock);
  }
}
