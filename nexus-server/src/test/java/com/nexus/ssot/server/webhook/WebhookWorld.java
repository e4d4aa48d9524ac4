package com.nexus.ssot.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.WebhookStatus;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Feed;
import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Webhooks of a server of its own, which looks after them only when a test says so, at the time
 * that the test says it is.
 */
final class WebhookWorld implements AutoCloseable {
  private static final int HALF = 1 << 30;

  private final TestServer server;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Dispatcher dispatcher;
  private final boolean another;

  private WebhookWorld(TestServer server, Duration patience, boolean another) {
    this.server = server;
    this.another = another;
    server.bean(Dispatcher.class).close();
    this.dispatcher = new Dispatcher(tools(patience), server.bean(Feed.class)::index);
  }

  static WebhookWorld of(TestServer server) {
    return new WebhookWorld(server, Duration.ofSeconds(15), false);
  }

  static WebhookWorld of(TestServer server, Duration patience) {
    return new WebhookWorld(server, patience, false);
  }

  /** A second server on the same database, with the same time. */
  WebhookWorld another() {
    WebhookWorld made = new WebhookWorld(server.another(), Duration.ofSeconds(15), true);
    made.now.set(now.get());
    return made;
  }

  private Tools tools(Duration patience) {
    Tools real = server.bean(Tools.class);
    Dial dial =
        new Dial(
            server.bean(Names.class),
            server.bean(ServerSettings.class).network().egress(),
            patience);
    try {
      HttpPost post = new HttpPost(dial, SSLContext.getDefault(), patience, this::now);
      return new Tools(
          real.webhooks(),
          real.states(),
          real.attempts(),
          real.log(),
          real.audience(),
          real.messages(),
          new Sender(post, server.bean(Secrets.class), this::now),
          new Backoff(constant()),
          real.meters(),
          real.transactions(),
          this::now,
          new Semaphore(4));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Chance in the middle: waits are exactly what the schedule says. */
  private static RandomGenerator constant() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return (long) HALF << 33;
      }

      @Override
      public double nextDouble() {
        return 0.5;
      }
    };
  }

  TestServer server() {
    return server;
  }

  JdbcClient sql() {
    return server.bean(JdbcClient.class);
  }

  Instant now() {
    return Objects.requireNonNull(now.get());
  }

  /** Lets time pass. */
  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Looks once for what is to be done, and waits until it is done. */
  void round() {
    try {
      for (Thread turn : look()) {
        turn.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks once for what is to be done. */
  List<Thread> look() {
    TestEngine.eventually(() ->
        sql().sql("select count(*) from audit_pending").query(Long.class).single() == 0
            && server.bean(Feed.class).index() == server.bean(AuditLog.class).nextIndex());
    try {
      return dispatcher.look();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A name that nothing else has. */
  static String fresh(String start) {
    return start + "-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** A context of its own. */
  String context() {
    String context = fresh("ctx");
    assertThat(server.post("/api/contexts", "{\"name\": \"" + context + "\"}").status())
        .isEqualTo(201);
    return context;
  }

  /** A webhook for the aliases of a context. */
  Hook hook(String url, String context) {
    return hook(server, url, context);
  }

  static Hook hook(TestServer server, String url, String context) {
    String name = fresh("hook");
    Reply made =
        server.post(
            "/api/webhooks",
            """
            {"name": "%s", "url": "%s", "events": ["alias.*"], "contexts": ["%s"]}
            """
                .formatted(name, url, context));
    assertThat(made.status()).as(made.json().path("code").asString()).isEqualTo(201);
    return new Hook(server, name, made.json().path("secret").asString());
  }

  /** Makes an alias. */
  void alias(String context, String name) {
    alias(server, context, name);
  }

  static void alias(TestServer server, String context, String name) {
    Reply made =
        server.post(
            "/api/aliases",
            """
            {"alias": "%s", "context": "%s", "canonical": "https://api.example.com/"}
            """
                .formatted(name, context));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }

  /** A webhook by its name. */
  record Hook(TestServer server, String name, String secret) {
    String path() {
      return "/api/webhooks/" + name;
    }

    WebhookStatus status() {
      return server.get(path() + "/status").as(WebhookStatus.class);
    }

    String outcomes() {
      StringBuilder outcomes = new StringBuilder();
      server
          .get(path() + "/deliveries")
          .json()
          .path("items")
          .forEach(item -> outcomes.append(item.path("outcome").asString()).append(' '));
      return outcomes.toString().strip();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Whether a message was signed with a secret, computed without any of the server's code. */
  static boolean isSignedWith(String secret, Receiver.Message message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      String signed =
          message.header("webhook-id")
              + "."
              + message.header("webhook-timestamp")
              + "."
              + message.text();
      String expected =
          "v1,"
              + Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      return List.of(message.header("webhook-signature").split(" ")).contains(expected);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    dispatcher.close();
    if (another) {
      server.close();
    }
  }
}
