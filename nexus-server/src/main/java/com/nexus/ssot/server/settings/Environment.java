package com.nexus.ssot.server.settings;

import java.util.Locale;
import java.util.Optional;

/** How serious an installation is. Only development makes its own secrets. */
public enum Environment {
  DEVELOPMENT,
  STAGING,
  PRODUCTION;

  /** The name as it is written in settings. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Environment> named(String text) {
    for (Environment environment : values()) {
      if (environment.key().equalsIgnoreCase(text.strip())) {
        return Optional.of(environment);
      }
    }
    return Optional.empty();
  }
}
