package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports what an export wrote. Thread-safe. */
@Component
class JsonlImport {
  /** The largest export that is taken back, in bytes. */
  static final int MAX_BYTES = 128 << 20;

  ImportReport run(
      byte[] data,
      @Nullable String source,
      ImportQuery.Conflicts conflicts,
      Actor actor,
      boolean dryRun) {
    throw Fault.of(FaultCode.NOT_IMPLEMENTED, "Exports cannot be imported yet");
  }
}
