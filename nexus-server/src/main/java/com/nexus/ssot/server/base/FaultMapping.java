package com.nexus.ssot.server.base;

import com.nexus.ssot.model.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Says what a technical failure means to a caller. Implemented where the technology is known, so
 * that doors need not know it.
 */
public interface FaultMapping {

  /** The fault that stands for a failure; null when this mapping does not know it. */
  @Nullable Fault faultOf(Throwable failure);
}
