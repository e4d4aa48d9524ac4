package com.nexus.ssot.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Every package of the server is a module, and they do not go in circles. */
class ModulesTest {

  @Test
  void packagesAreModulesWithoutCircles() {
    // A feature of the registry is a package of its own inside it, and may be used from above.
    ApplicationModules.of("com.nexus.ssot.server")
        .detectViolations()
        .filter(violation -> !violation.hasMessageContaining("non-exposed type"))
        .throwIfPresent();
  }
}
