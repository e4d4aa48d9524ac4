package com.nexus.ssot.server.change;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.Set;

/** An operation with the kind that knows how to do it. */
record Step<B>(ChangeKind<B> kind, B body, Operation operation) {

  static <B> Step<B> of(ChangeKind<B> kind, Operation operation) {
    return new Step<>(kind, kind.body().cast(operation.body()), operation);
  }

  Set<String> contextKeys() {
    return kind.contextKeys(body);
  }

  Planned plan(PlanScope scope) {
    return kind.plan(body, scope);
  }
}
