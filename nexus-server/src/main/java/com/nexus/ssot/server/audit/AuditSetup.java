package com.nexus.ssot.server.audit;

import com.nexus.ssot.server.base.ChangeListener;
import com.nexus.ssot.server.base.Envelope;
import com.nexus.ssot.server.db.Repeated;
import com.nexus.ssot.server.db.Sessions;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.settings.Secrets;
import com.nexus.ssot.server.settings.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the parts of the log together. */
@Configuration(proxyBeanMethods = false)
class AuditSetup {
  private static final Duration LOOK_AHEAD_EVERY = Duration.ofHours(6);

  @Bean
  Envelope dataKeyEnvelope(ServerSettings settings) {
    Secrets secrets = settings.secrets();
    return new Envelope(secrets.auditEncryptionKey(), secrets.otherAuditEncryptionKey());
  }

  @Bean(destroyMethod = "close")
  EncryptionKeys encryptionKeys(
      JdbcClient jdbc, Envelope envelope, Transactions transactions, InstantSource clock) {
    return new EncryptionKeys(
        new SubjectTable(jdbc), new EncryptionKeyTable(jdbc), envelope, transactions, clock);
  }

  @Bean
  Subjects subjects(JdbcClient jdbc, Envelope envelope, EncryptionKeys keys) {
    return new Subjects(new SubjectTable(jdbc), envelope, keys::version);
  }

  @Bean
  AuditLog auditLog(AuditTable table, Subjects subjects) {
    // Tells servers on one database apart; who runs where is in their logs.
    String instance = UUID.randomUUID().toString().substring(0, 8);
    return new AuditLog(table, new EventWriter(subjects, instance));
  }

  @Bean
  Followers followers(
      ObjectProvider<ChangeListener> listeners, ObjectProvider<Sequencer> sequencer) {
    return new Followers(listeners, () -> sequencer.getObject().committedHere());
  }

  @Bean(destroyMethod = "close")
  Feed feed(FeedTable table, AuditTable state, Followers followers) {
    return new Feed(table, state, followers);
  }

  @Bean
  SequencerState sequencerState(ObjectProvider<MeterRegistry> meters) {
    return new SequencerState(meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Sequencer sequencer(DataSource dataSource, Feed feed, SequencerState state, InstantSource clock) {
    return new Sequencer(Sessions.of(dataSource), feed::wake, state, clock, step -> {});
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Listener auditListener(DataSource dataSource, Feed feed, Sequencer sequencer) {
    return new Listener(Sessions.of(dataSource), sequencer::committedElsewhere, feed::wake);
  }

  @Bean(destroyMethod = "close")
  Repeated auditPartitions(AuditTable table) {
    return Repeated.start("audit-partitions", LOOK_AHEAD_EVERY, table::makePartitionsAhead);
  }
}
