package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.identity.Callers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one change, whatever it does, leaves enough people who could approve, and knows
 * the rules and the people from before it. The first rules of a registry are let in: nobody is
 * there yet. Used once, by one thread.
 */
final class Oversight {
  private final Quorum quorum;
  private final ContextPolicy policy;
  private final Callers callers;
  private final Actor author;
  private @Nullable Before before;
  private Quorum.@Nullable Standings ofPeople;
  private Quorum.@Nullable Standings ofRules;
  private Set<UUID> authors = Set.of();
  private boolean first;

  /**
   * @param author whose change it is
   */
  Oversight(Quorum quorum, ContextPolicy policy, Callers callers, Actor author) {
    this.policy = policy;
    this.quorum = quorum;
    this.callers = callers;
    this.author = author;
  }

  /** Something is about to be written; nothing else is left to be sent. */
  void before(Touch touch) {
    first |= touch.isFirstRules();
    if (first || !touch.isAdministration()) {
      return;
    }
    if (ofPeople == null) {
      before = new Before(new Rules(policy.all(), policy.approvals()), quorum.people());
      ofPeople = quorum.now(Set.of());
    }
    // Whoever asks for approvals cannot give them to what they propose themselves.
    if (touch.isRules() && ofRules == null) {
      authors = callers.authors(author);
      ofRules = quorum.now(authors);
    }
  }

  /** How it was before anything was written; null while that cannot have changed. */
  @Nullable Before before() {
    return before;
  }

  /** The rules, and the people who could approve, before a change. */
  record Before(ContextPolicy rules, Map<UUID, Authority> people) {}

  /** Rules as they were at one moment. */
  private record Rules(SortedMap<String, Rule> all, ApprovalRules approvals)
      implements ContextPolicy {
    @Override
    public Optional<Rule> ruleOf(String contextKey) {
      return Optional.ofNullable(all.get(contextKey));
    }
  }

  /** Everything was written. */
  void after(Writes writes) {
    if (first || ofPeople == null) {
      return;
    }
    writes.flush();
    quorum.requireNoneLost(ofPeople, Set.of());
    if (ofRules != null) {
      quorum.requireNoneLost(ofRules, authors);
    }
  }
}
