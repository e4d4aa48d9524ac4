package com.nexus.ssot.server;

import com.nexus.ssot.server.base.ContextPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Contexts as tests want them; every context exists and asks nobody unless told otherwise. */
public final class TestPolicy implements ContextPolicy {
  private final Map<String, Rule> rules = new ConcurrentHashMap<>();

  /** Sets the rule of a context. */
  public void rule(
      String contextKey, List<String> permissions, boolean approval, boolean readOnly) {
    rules.put(contextKey, new Rule(permissions, approval, readOnly, contextKey + "@2"));
  }

  @Override
  public Optional<Rule> ruleOf(String contextKey) {
    return contextKey.startsWith("no-such")
        ? Optional.empty()
        : Optional.of(
            rules.getOrDefault(contextKey, new Rule(List.of(), false, false, contextKey + "@1")));
  }
}
