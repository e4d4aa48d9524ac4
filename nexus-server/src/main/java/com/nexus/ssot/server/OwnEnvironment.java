package com.nexus.ssot.server;

import com.nexus.ssot.server.settings.ServerSettings;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * What Spring may read: the settings that were checked, and the file that is part of the server.
 * Without it Spring would also obey variables, system properties and files beside the process, such
 * as the {@code SERVER_PORT} that Kubernetes sets for a service called server.
 */
final class OwnEnvironment extends StandardEnvironment {

  /** Spring's own properties, from the settings. */
  OwnEnvironment(ServerSettings settings) {
    getPropertySources()
        .addFirst(
            new MapPropertySource(
                "settings",
                Map.of(
                    "server.address",
                    settings.host(),
                    "server.port",
                    settings.port(),
                    "spring.config.location",
                    "classpath:/application.properties")));
  }

  /** Neither system properties nor variables of the environment. */
  @Override
  protected void customizePropertySources(MutablePropertySources sources) {}
}
