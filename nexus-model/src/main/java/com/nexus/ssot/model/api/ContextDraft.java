package com.nexus.ssot.model.api;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.NamingRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a context.
 *
 * @param name the context's name, such as {@code frontend}; fixed once created
 * @param permissions teams whose members may write here, or the words {@code team_approval} and
 *     {@code temporary_only}; empty means everybody with the right to write
 * @param approvalRequired whether every change waits for people
 * @param autoExpire whether every alias gets an expiry
 * @param naming rules that replace the rule set's own in this context; null keeps them
 * @param approvals whose consent changes need here, instead of what the rule set says
 * @param changeWindows when changes may take effect here, instead of what the rule set says
 * @param isPublic whether names resolve here without a credential
 * @param fallback whether a name unknown here is looked up in {@code default}
 */
public record ContextDraft(
    String name,
    @Nullable String description,
    @Nullable List<String> permissions,
    @Nullable Boolean approvalRequired,
    @Nullable Boolean autoExpire,
    @Nullable NamingRules naming,
    @Nullable ApprovalRules approvals,
    @Nullable ChangeWindows changeWindows,
    @Nullable ContextMode mode,
    @Nullable Boolean isPublic,
    @Nullable Boolean fallback) {

  /** A context with the approvals and windows of the rule set. */
  public ContextDraft(
      String name,
      @Nullable String description,
      @Nullable List<String> permissions,
      @Nullable Boolean approvalRequired,
      @Nullable Boolean autoExpire,
      @Nullable NamingRules naming,
      @Nullable ContextMode mode,
      @Nullable Boolean isPublic,
      @Nullable Boolean fallback) {
    this(
        name,
        description,
        permissions,
        approvalRequired,
        autoExpire,
        naming,
        null,
        null,
        mode,
        isPublic,
        fallback);
  }
}
