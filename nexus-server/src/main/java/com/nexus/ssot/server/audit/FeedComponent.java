package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.HealthComponent;
import org.springframework.stereotype.Component;

/** Says whether this server hears of what others commit. Thread-safe. */
@Component
final class FeedComponent implements HealthComponent {
  private final Feed feed;

  FeedComponent(Feed feed) {
    this.feed = feed;
  }

  @Override
  public String name() {
    return "audit_feed";
  }

  @Override
  public Health health() {
    return feed.failing()
        ? Health.degraded(
            "The log cannot be followed: this server does not hear of what other servers commit.")
        : Health.ok();
  }

  /** Names resolve as they did, and its own changes are known to this server. */
  @Override
  public boolean neededToBeReady() {
    return false;
  }
}
