package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookDraft;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.audit.LoggedEventTable;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.settings.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what tells webhooks of events, and their governed writes. */
@Configuration(proxyBeanMethods = false)
class WebhookSetup {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** Shorter than a lease: an answer that comes later than this is none. */
  private static final Duration IN_ALL = Duration.ofSeconds(15);

  private static final int CONNECTIONS = 4;

  @Bean
  WebhookKind<WebhookDraft> webhookCreate(WebhookPlans plans) {
    return new WebhookKind<>("webhook.create", WebhookDraft.class, plans::create);
  }

  @Bean
  WebhookKind<WebhookBodies.Patch> webhookUpdate(WebhookPlans plans) {
    return new WebhookKind<>("webhook.update", WebhookBodies.Patch.class, plans::update);
  }

  @Bean
  WebhookKind<WebhookBodies.Rotation> webhookRotate(WebhookPlans plans) {
    return new WebhookKind<>("webhook.rotate", WebhookBodies.Rotation.class, plans::rotate);
  }

  @Bean
  WebhookKind<WebhookBodies.Target> webhookDelete(WebhookPlans plans) {
    return new WebhookKind<>("webhook.delete", WebhookBodies.Target.class, plans::delete);
  }

  @Bean(destroyMethod = "close")
  Names webhookNames() {
    return new Names(name -> List.of(InetAddress.getAllByName(name)));
  }

  @Bean(destroyMethod = "close")
  HttpPost webhookPost(Names names, ServerSettings settings, InstantSource clock)
      throws NoSuchAlgorithmException {
    Dial dial = new Dial(names, settings.network().egress(), TO_CONNECT);
    return new HttpPost(dial, SSLContext.getDefault(), IN_ALL, clock);
  }

  @Bean
  Sender webhookSender(HttpPost post, Secrets secrets, InstantSource clock) {
    return new Sender(post, secrets, clock);
  }

  @Bean(destroyMethod = "close")
  Meters webhookMeters(ObjectProvider<MeterRegistry> registry, StateTable states, Feed feed) {
    return new Meters(registry.getIfAvailable(SimpleMeterRegistry::new), states, feed);
  }

  @Bean
  Tools webhookTools(
      WebhookTable webhooks,
      StateTable states,
      AttemptTable attempts,
      LoggedEventTable log,
      Audience audience,
      Messages messages,
      Sender sender,
      Meters meters,
      Transactions transactions,
      InstantSource clock) {
    return new Tools(
        webhooks,
        states,
        attempts,
        log,
        audience,
        messages,
        sender,
        new Backoff(RandomGenerator.getDefault()),
        meters,
        transactions,
        clock,
        new Semaphore(CONNECTIONS));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Dispatcher webhookDispatcher(Tools tools, Feed feed) {
    return new Dispatcher(tools, feed::index);
  }
}
