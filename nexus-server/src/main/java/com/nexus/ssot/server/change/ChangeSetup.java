package com.nexus.ssot.server.change;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine of changes together. */
@Configuration(proxyBeanMethods = false)
class ChangeSetup {
  private static final Duration KEEP_ANSWERS = Duration.ofDays(8);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration KEEP_NOTICES = Duration.ofDays(90);

  @Bean
  Kinds changeKinds(List<ChangeKind<?>> kinds) {
    return new Kinds(kinds);
  }

  @Bean
  Planning changePlanning(
      Kinds kinds,
      ObjectProvider<ContextPolicy> policy,
      Approvers approvers,
      Quorum quorum,
      Callers callers,
      ContextLocks locks,
      InstantSource clock) {
    ContextPolicy later = new LaterPolicy(policy);
    return new Planning(kinds, later, new Demands(later, approvers), quorum, callers, locks, clock);
  }

  @Bean
  Quorum quorum(ObjectProvider<ContextPolicy> policy, AuthorityTable authorities) {
    return new Quorum(new LaterPolicy(policy), authorities);
  }

  /** Contexts are kept by those who stand on this engine. */
  private record LaterPolicy(ObjectProvider<ContextPolicy> policy) implements ContextPolicy {
    @Override
    public Optional<Rule> ruleOf(String contextKey) {
      return policy.getObject().ruleOf(contextKey);
    }

    @Override
    public SortedMap<String, Rule> all() {
      return policy.getObject().all();
    }

    @Override
    public ApprovalRules approvals() {
      return policy.getObject().approvals();
    }
  }

  @Bean
  WrittenSecrets writtenSecrets(ServerSettings settings) {
    return new WrittenSecrets(settings.secrets().secretKey());
  }

  @Bean
  Changes changes(
      Planning planning,
      ContextLocks locks,
      Transactions transactions,
      AuditLog audit,
      Followers followers,
      ChangeTable changes,
      ReviewTable reviews,
      IdempotencyTable idempotency,
      WrittenSecrets secrets,
      Callers callers,
      InstantSource clock) {
    return new Changes(
        planning,
        locks,
        transactions,
        audit,
        followers,
        changes,
        reviews,
        idempotency,
        secrets,
        callers,
        clock);
  }

  @Bean
  ChangeBodies changeBodies(Kinds kinds) {
    return new ChangeBodies(kinds);
  }

  @Bean
  Applying applying(
      Planning planning,
      Approvers approvers,
      ReviewTable reviews,
      ContextLocks locks,
      Callers callers) {
    return new Applying(planning, approvers, reviews, locks, callers);
  }

  @Bean
  Allowed allowed(Callers callers, ReviewTable reviews, Applying applying) {
    return new Allowed(callers, callers, reviews, applying);
  }

  @Bean
  Settling settling(
      Applying applying, Planning planning, ChangeTable changes, RevertTable reverts) {
    return new Settling(applying, planning, changes, reverts);
  }

  @Bean
  Turns turns(
      ChangeTable changes,
      IdempotencyTable idempotency,
      Allowed allowed,
      Transactions transactions,
      ContextLocks locks,
      AuditLog audit,
      Followers followers,
      InstantSource clock) {
    return new Turns(
        changes, idempotency, allowed::wrongState, transactions, locks, audit, followers, clock);
  }

  @Bean
  ChangeFlow changeFlow(
      Turns turns,
      Allowed allowed,
      Settling settling,
      Applying applying,
      Planning planning,
      ContextLocks locks,
      ChangeTable changes,
      ReviewTable reviews,
      ChangeArchive archive,
      Approvers approvers,
      Notices notices,
      WrittenSecrets secrets) {
    return new ChangeFlow(
        turns,
        allowed,
        settling,
        applying,
        new Edits(planning, settling, changes, reviews, locks),
        changes,
        reviews,
        archive,
        approvers,
        notices,
        secrets);
  }

  @Bean
  Reverts reverts(
      Changes changes, RevertTable table, ChangeArchive archive, Kinds kinds, Allowed allowed) {
    return new Reverts(changes, table, archive, kinds, allowed);
  }

  @Bean
  DueChanges dueChanges(
      ChangeTable changes,
      Turns turns,
      Settling settling,
      FirstStart firstStart,
      InstantSource clock) {
    return new DueChanges(changes, turns, settling, firstStart::server, clock);
  }

  @Bean(destroyMethod = "close")
  Repeated lookForDueChanges(DueChanges due) {
    return Repeated.start("due-changes", LOOK_EVERY, due::run);
  }

  @Bean(destroyMethod = "close")
  Repeated forgetOldAnswers(
      IdempotencyTable idempotency,
      NoticeTable notices,
      Transactions transactions,
      InstantSource clock) {
    return Repeated.start(
        "forget-old-answers",
        FORGET_EVERY,
        () ->
            transactions.write(writes -> {
              idempotency.deleteBefore(writes, clock.instant().minus(KEEP_ANSWERS));
              notices.deleteBefore(writes, clock.instant().minus(KEEP_NOTICES));
              return true;
            }));
  }
}
