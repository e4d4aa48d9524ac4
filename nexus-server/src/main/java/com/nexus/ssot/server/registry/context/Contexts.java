package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.registry.governance.Governance;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Contexts and their rules, as the running transaction sees them. Thread-safe. */
@Component
public class Contexts implements ContextPolicy {
  private static final int PAGE = 500;

  private final ContextTable table;
  private final Governance governance;
  private final ContextLocks locks;

  Contexts(ContextTable table, Governance governance, ContextLocks locks) {
    this.table = table;
    this.governance = governance;
    this.locks = locks;
  }

  /** The live context with this key and its rules; read when its lock is taken. */
  public Optional<RuledContext> find(String contextKey) {
    return Optional.ofNullable(
            locks.read(
                ContextTable.Ruled.class, contextKey, () -> table.ruled(contextKey).orElse(null)))
        .map(ruled ->
            new RuledContext(
                ruled.context(),
                governance.rules(ruled.rulesVersion(), ruled.rulesChecksum()),
                ruled.rulesVersion()));
  }

  /** The live context with this key and its rules; refused with {@code INVALID} when unknown. */
  public RuledContext require(String contextKey) {
    return find(contextKey)
        .orElseThrow(() ->
            Fault.of(
                FaultCode.INVALID,
                "There is no context '" + contextKey + "'",
                List.of(Cause.at("/context", "it does not exist", "create it, or name another"))));
  }

  @Override
  public Optional<Rule> ruleOf(String contextKey) {
    return find(contextKey).map(RuledContext::rule);
  }

  @Override
  public SortedMap<String, Rule> all() {
    SortedMap<String, Rule> all = new TreeMap<>();
    Optional<Governance.InForce> found = governance.inForce();
    if (found.isEmpty()) {
      return all;
    }
    Governance.InForce inForce = found.get();
    String key = "";
    List<Context> page;
    do {
      page = table.behind(key, PAGE);
      for (Context context : page) {
        key = Name.of(context.name()).key();
        if (context.deletedAt() == null) {
          all.put(key, new RuledContext(context, inForce.rules(), inForce.version()).rule());
        }
      }
    } while (page.size() == PAGE);
    return all;
  }

  @Override
  public ApprovalRules approvals() {
    return governance.inForce().map(set -> set.rules().approvals()).orElse(ApprovalRules.USUAL);
  }
}
