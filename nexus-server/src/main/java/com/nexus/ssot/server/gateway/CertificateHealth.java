package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.Tls;
import com.nexus.ssot.server.base.HealthComponent;
import java.time.Duration;
import java.time.InstantSource;

/** Whether the server's certificate ends soon. Thread-safe. */
final class CertificateHealth implements HealthComponent {
  private static final Duration SOON = Duration.ofDays(14);

  private final Tls tls;
  private final InstantSource clock;

  CertificateHealth(Tls tls, InstantSource clock) {
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "certificate";
  }

  @Override
  public Health health() {
    Duration left = Duration.between(clock.instant(), tls.ends());
    if (left.isNegative()) {
      return Health.degraded("The certificate has ended; clients refuse to connect.");
    }
    return left.compareTo(SOON) < 0
        ? Health.degraded("The certificate ends in %d days.".formatted(left.toDays()))
        : Health.ok();
  }

  @Override
  public boolean neededToBeReady() {
    return false;
  }
}
