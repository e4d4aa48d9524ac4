package com.nexus.ssot.server.base;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the engines must know about a context. Implemented where contexts are kept. */
public interface ContextPolicy {

  /**
   * The rule of the context with this key, as the running transaction sees it. Inside a writing
   * transaction the caller holds the context's shared lock, so the rule cannot change before
   * commit.
   */
  Optional<Rule> ruleOf(String contextKey);

  /**
   * What governs writes in a context.
   *
   * @param permissions teams whose members may write, or the words {@code team_approval} and {@code
   *     temporary_only}; empty for everybody with the right to write
   * @param approvalRequired whether a change waits for people
   * @param readOnly whether nothing can be written
   * @param approvals whose consent a change needs that waits
   * @param windows when changes may take effect
   * @param policyVersion version of the rule set and context this was read from
   */
  record Rule(
      List<String> permissions,
      boolean approvalRequired,
      boolean readOnly,
      ApprovalRules approvals,
      ChangeWindows windows,
      String policyVersion) {}

  /** The rules of all contexts by their keys, as the running transaction sees them. */
  SortedMap<String, Rule> all();

  /** What the rule set says of approvals, for objects that stand in no context. */
  ApprovalRules approvals();
}
