package com.nexus.ssot.server;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.server.base.ContextPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Contexts as tests want them; every context exists and asks nobody unless told otherwise. */
public final class TestPolicy implements ContextPolicy {
  private final Map<String, Rule> rules = new ConcurrentHashMap<>();
  private volatile ApprovalRules everywhere = ApprovalRules.USUAL;

  /** Sets the rule of a context. */
  public void rule(
      String contextKey, List<String> permissions, boolean approval, boolean readOnly) {
    rule(contextKey, permissions, approval, readOnly, ApprovalRules.USUAL, ChangeWindows.ALWAYS);
  }

  /** Sets the rule of a context with whose consent it needs and when it lets changes in. */
  public void rule(
      String contextKey,
      List<String> permissions,
      boolean approval,
      boolean readOnly,
      ApprovalRules approvals,
      ChangeWindows windows) {
    rules.put(
        contextKey,
        new Rule(permissions, approval, readOnly, approvals, windows, contextKey + "@2"));
  }

  /** Sets what holds for objects that stand in no context. */
  public void approvals(ApprovalRules everywhere) {
    this.everywhere = everywhere;
  }

  @Override
  public SortedMap<String, Rule> all() {
    return new TreeMap<>(rules);
  }

  @Override
  public ApprovalRules approvals() {
    return everywhere;
  }

  @Override
  public Optional<Rule> ruleOf(String contextKey) {
    return contextKey.startsWith("no-such")
        ? Optional.empty()
        : Optional.of(
            rules.getOrDefault(
                contextKey,
                new Rule(
                    List.of(),
                    false,
                    false,
                    ApprovalRules.USUAL,
                    ChangeWindows.ALWAYS,
                    contextKey + "@1")));
  }
}
