package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Beforehand;
import java.util.List;

/** Does what plans need beforehand, within bounds. Used once, by one thread. */
final class Ahead {
  /** How often one request is planned again because of work that takes long. */
  private static final int MOST = 50;

  private int done;

  /**
   * Does the work, with no transaction open.
   *
   * @throws Fault when one request asks for too much of it
   */
  void work(Beforehand needed) {
    if (++done > MOST) {
      throw Fault.of(
          FaultCode.TOO_LARGE,
          "The change asks for too much work at once.",
          List.of(
              Cause.at(
                  "/operations",
                  "More than " + MOST + " of them take long to check.",
                  "Make several changes of it.")));
    }
    needed.work();
  }
}
