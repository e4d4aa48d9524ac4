package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.ChangeKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of change there are, by name. Immutable. */
final class Kinds {
  private final Map<String, ChangeKind<?>> byName;

  Kinds(Collection<? extends ChangeKind<?>> kinds) {
    Map<String, ChangeKind<?>> map = new HashMap<>();
    for (ChangeKind<?> kind : kinds) {
      if (map.put(kind.name(), kind) != null) {
        throw new IllegalStateException("two kinds of change are called " + kind.name());
      }
    }
    this.byName = Map.copyOf(map);
  }

  /** The names of all kinds, in order. */
  List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** The kind with this name, if there is one. */
  Optional<ChangeKind<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The kind of an operation, with its body. */
  Step<?> step(int index, Operation operation) {
    ChangeKind<?> kind =
        find(operation.kind())
            .orElseThrow(() ->
                Fault.of(
                    FaultCode.INVALID,
                    "There is no such kind of change.",
                    List.of(
                        Cause.at(
                            "/operations/" + index + "/kind",
                            operation.kind() + " is not known.",
                            "Use one of " + String.join(", ", names()) + "."))));
    return Step.of(kind, operation);
  }
}
