package com.nexus.ssot.server.registry.adoption;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.http.WriteOptions;
import com.nexus.ssot.server.registry.ObjectPatch;
import com.nexus.ssot.server.registry.ObjectTarget;
import com.nexus.ssot.server.registry.context.ContextTable;
import com.nexus.ssot.server.registry.governance.Governance;
import com.nexus.ssot.server.registry.governance.RuleSetDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The operations that take a rule set into force: the set itself, and its word about each context
 * it names. Contexts it does not name stay as they are. Thread-safe.
 */
@Component
final class Adoption {
  private final ContextTable contexts;

  Adoption(ContextTable contexts) {
    this.contexts = contexts;
  }

  /**
   * Reads rules and says what adopting them takes.
   *
   * @param first whether it is only for a registry without rules
   * @param options what is demanded of the rules in force
   */
  List<Operation> of(String source, @Nullable String file, boolean first, WriteOptions options) {
    GovernanceRules rules = Governance.read(source, file);
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new Operation(
            Governance.ADOPT,
            new RuleSetDraft(source, file, first),
            options.ifMatch(),
            options.createOnly()));
    for (Map.Entry<String, GovernanceRules.ContextRules> named : rules.contexts().entrySet()) {
      addContext(named.getKey(), named.getValue(), operations);
    }
    return operations;
  }

  /** Contexts that exist from the first start and ask nobody, unless the rules say otherwise. */
  List<Operation> open(List<String> names) {
    return names.stream()
        .filter(name -> contexts.find(Name.of(name).key()).isEmpty())
        .map(name -> Operation.of("context.create", draft(name, null)))
        .toList();
  }

  private void addContext(
      String name, GovernanceRules.ContextRules rules, List<Operation> operations) {
    Optional<Context> known = contexts.find(Name.of(name).key());
    if (known.isEmpty()) {
      operations.add(Operation.of("context.create", draft(name, rules)));
      return;
    }
    if (known.get().deletedAt() != null) {
      operations.add(Operation.of("context.restore", new ObjectTarget(name)));
    }
    operations.add(Operation.of("context.update", new ObjectPatch(name, Json.tree(rules))));
  }

  private static ContextDraft draft(String name, GovernanceRules.@Nullable ContextRules rules) {
    return new ContextDraft(
        name,
        null,
        rules == null ? null : rules.permissions(),
        rules == null ? null : rules.approvalRequired(),
        rules == null ? null : rules.autoExpire(),
        null,
        rules == null ? null : rules.approvals(),
        rules == null ? null : rules.changeWindows(),
        null,
        null,
        null);
  }
}
