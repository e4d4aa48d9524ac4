package com.nexus.ssot.server.base;

import java.util.List;
import java.util.Optional;

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
   * @param policyVersion version of the rule set and context this was read from
   */
  record Rule(
      List<String> permissions, boolean approvalRequired, boolean readOnly, String policyVersion) {}
}
