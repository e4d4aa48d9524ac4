package com.nexus.ssot.server;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.ObjectChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was told. Thread-safe. */
public final class TestFollower implements ChangeListener {
  private final List<List<ObjectChange>> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger resumptions = new AtomicInteger();
  private volatile boolean failing;

  @Override
  public void committed(List<ObjectChange> changes) {
    heard.add(changes);
  }

  @Override
  public void reset() {
    resets.incrementAndGet();
    if (failing) {
      throw new IllegalStateException("cannot load");
    }
  }

  @Override
  public void resumed() {
    resumptions.incrementAndGet();
  }

  /** How often it was told that the log can be read again. */
  public int resumptions() {
    return resumptions.get();
  }

  /** Whether loading anew fails. */
  public void failing(boolean fails) {
    failing = fails;
  }

  /** The transactions it was told of. */
  public List<List<ObjectChange>> heard() {
    return heard;
  }

  /** How often it was told to load anew. */
  public int resets() {
    return resets.get();
  }
}
