package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.GovernanceRules;
import com.nexus.ssot.model.governance.NamingRules;
import com.nexus.ssot.server.base.ContextPolicy;

/**
 * A context with the rules that hold in it.
 *
 * @param rulesVersion version of the rule set
 */
public record RuledContext(Context context, GovernanceRules rules, int rulesVersion) {

  /** What names look like here: the context's own rules, or the rule set's. */
  public NamingRules naming() {
    NamingRules own = context.naming();
    return own != null ? own : rules.naming();
  }

  /** Whether every alias here has an expiry. */
  public boolean mustExpire() {
    return context.autoExpire()
        || context.permissions().stream().anyMatch(PermissionWords::isTemporaryOnly);
  }

  /** What governs writes here. */
  public ContextPolicy.Rule rule() {
    ApprovalRules own = context.approvals();
    ChangeWindows windows = context.changeWindows();
    return new ContextPolicy.Rule(
        context.permissions(),
        context.approvalRequired(),
        context.mode() == ContextMode.READONLY,
        own != null ? own : rules.approvals(),
        windows != null ? windows : rules.changeWindows(),
        "rules " + rulesVersion + ", context " + context.revision());
  }
}
