package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Everybody in this server who follows what is committed. Thread-safe. Who follows is known once
 * all parts of the server are made; what is committed before is part of what they load.
 */
public final class Followers implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

  private final ObjectProvider<ChangeListener> provider;
  private final Runnable sequencer;
  private volatile List<ChangeListener> listeners = List.of();

  /**
   * @param sequencer woken when there are new events
   */
  Followers(ObjectProvider<ChangeListener> provider, Runnable sequencer) {
    this.provider = provider;
    this.sequencer = sequencer;
  }

  @Override
  public void afterSingletonsInstantiated() {
    listeners = provider.orderedStream().toList();
  }

  /**
   * Tells of a transaction that this server committed: wakes the sequencer, and lets the caller
   * read its own write.
   *
   * @param changes what took effect; empty when events were recorded but no object changed
   */
  public void committed(List<ObjectChange> changes) {
    sequencer.run();
    deliver(changes);
  }

  void deliver(List<ObjectChange> changes) {
    if (!changes.isEmpty()) {
      each(listener -> listener.committed(changes));
    }
  }

  /** Lets all of them load anew; fails when one of them could not. */
  void reset() {
    @Nullable RuntimeException failed = null;
    for (ChangeListener listener : listeners) {
      try {
        listener.reset();
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /** Tells that the log can be read again. */
  void resumed() {
    each(ChangeListener::resumed);
  }

  private void each(Consumer<ChangeListener> call) {
    for (ChangeListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("A follower of the feed failed: {}", listener.getClass().getName(), e);
      }
    }
  }
}
