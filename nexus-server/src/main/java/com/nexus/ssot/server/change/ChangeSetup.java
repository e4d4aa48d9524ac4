package com.nexus.ssot.server.change;

import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine of changes together. */
@Configuration(proxyBeanMethods = false)
class ChangeSetup {
  private static final Duration KEEP_ANSWERS = Duration.ofDays(8);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);

  @Bean
  Kinds changeKinds(List<ChangeKind<?>> kinds) {
    return new Kinds(kinds);
  }

  @Bean
  Changes changes(
      Kinds kinds,
      ObjectProvider<ContextPolicy> policy,
      ContextLocks locks,
      Transactions transactions,
      AuditLog audit,
      Followers followers,
      ChangeTable changes,
      IdempotencyTable idempotency,
      ServerSettings settings,
      InstantSource clock) {
    return new Changes(
        kinds,
        contextKey -> policy.getObject().ruleOf(contextKey),
        locks,
        transactions,
        audit,
        followers,
        changes,
        idempotency,
        new WrittenSecrets(settings.secrets().secretKey()),
        clock);
  }

  @Bean(destroyMethod = "close")
  Repeated forgetOldAnswers(
      IdempotencyTable idempotency, Transactions transactions, InstantSource clock) {
    return Repeated.start(
        "forget-old-answers",
        FORGET_EVERY,
        () ->
            transactions.write(writes -> {
              idempotency.deleteBefore(writes, clock.instant().minus(KEEP_ANSWERS));
              return true;
            }));
  }
}
