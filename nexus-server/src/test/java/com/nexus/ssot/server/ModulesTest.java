package com.nexus.ssot.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Every package of the server is a module, and none reaches into another's inside. */
class ModulesTest {

  @Test
  void packagesAreModulesWithoutCircles() {
    ApplicationModules.of("com.nexus.ssot.server").verify();
  }
}
