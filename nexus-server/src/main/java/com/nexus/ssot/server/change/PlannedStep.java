package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.server.base.ObjectChange;
import com.nexus.ssot.server.base.Planned;

/** An operation and what exactly it will do. */
record PlannedStep(Step<?> step, Planned planned) {

  String kind() {
    return step.kind().name();
  }

  OperationView view() {
    return new OperationView(
        kind(),
        planned.objectType(),
        planned.objectKey(),
        planned.context(),
        planned.baseRevision(),
        planned.before(),
        planned.after());
  }

  ObjectChange change() {
    return new ObjectChange(
        kind(),
        planned.objectType(),
        planned.objectId(),
        planned.objectKey(),
        planned.context(),
        planned.revision(),
        planned.after());
  }
}
