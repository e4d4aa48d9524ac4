package com.nexus.ssot.server.base;

import java.util.List;

/**
 * Hears of changes that are committed: at once for those made by this server, and again, in the
 * log's order, for all. Must therefore accept the same change twice, and an older one after a
 * newer.
 */
public interface ChangeListener {

  /** Takes the changes of one transaction; called after its commit. Must not throw. */
  void committed(List<ObjectChange> changes);

  /**
   * The log's order cannot be followed from where this server stood, for example because the
   * database was restored: what is kept in memory must be loaded anew. Throws when that cannot be
   * done now; then it is called again.
   */
  default void reset() {}

  /**
   * The log could not be read for a while and can be read again; everything that happened meanwhile
   * has been told. For what must not be believed on after such a time. Must not throw.
   */
  default void resumed() {}
}
