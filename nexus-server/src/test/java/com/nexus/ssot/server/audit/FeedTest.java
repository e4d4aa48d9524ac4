package com.nexus.ssot.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestFollower;
import org.junit.jupiter.api.Test;

/** What the feed promises while its followers cannot keep up. */
class FeedTest {

  @Test
  void aFeedHasNoIndexUntilEverybodyHasLoadedAnew() {
    try (TestEngine engine = TestEngine.start()) {
      Feed feed = engine.bean(Feed.class);
      TestFollower follower = engine.bean(TestFollower.class);
      follower.failing(true);
      feed.start(1_000_000);
      TestEngine.eventually(() -> follower.resets() > 1);
      assertThat(feed.index()).isNegative();
      assertThat(feed.failing()).isTrue();
      assertThat(follower.resumptions()).isZero();
      follower.failing(false);
      TestEngine.eventually(() -> feed.index() == engine.bean(AuditLog.class).nextIndex());
      TestEngine.eventually(() -> !feed.failing());
      assertThat(follower.resets()).isGreaterThan(2);
      assertThat(follower.resumptions()).isOne();
    }
  }
}
