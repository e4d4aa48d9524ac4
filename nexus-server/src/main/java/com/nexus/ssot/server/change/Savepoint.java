package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.Writes;

/** A place in a transaction to which it can be taken back. */
enum Savepoint {
  /** Before the operations of a change that is planned. */
  BEFORE_OPERATIONS,
  /** Before a change is applied. */
  BEFORE_APPLYING;

  /** Marks the place. */
  void set(Writes writes) {
    writes.add("savepoint " + name());
  }

  /** Takes back what was written since. */
  void takeBack(Writes writes) {
    writes.add("rollback to savepoint " + name());
  }
}
