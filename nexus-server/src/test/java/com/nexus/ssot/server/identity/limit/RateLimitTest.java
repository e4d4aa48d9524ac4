package com.nexus.ssot.server.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.TestRedis;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.RateLimits;
import com.nexus.ssot.server.db.Redis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits as callers meet them, with Redis and without. */
class RateLimitTest {
  private static TestRedis redis;
  private static TestServer server;

  @BeforeAll
  static void start() {
    redis = TestRedis.running();
    server =
        TestServer.start(
            Map.of(
                "REDIS_URL", redis.url(),
                "NEXUS_TRUSTED_PROXIES", "127.0.0.1",
                "NEXUS_RATE_LIMIT_READS", "20",
                "NEXUS_RATE_LIMIT_SEARCHES", "2",
                "NEXUS_RATE_LIMIT_PROPOSALS", "1",
                "NEXUS_RATE_LIMIT_LOGINS", "10"));
    Redis given = server.bean(Redis.class);
    TestEngine.eventually(() -> given.ask(commands -> commands.ping()).isPresent());
  }

  @AfterAll
  static void stop() {
    server.close();
    redis.close();
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() {
    for (int i = 0; i < 2; i++) {
      assertThat(server.get("/api/search?q=any").status()).isEqualTo(200);
    }
    Reply reply = server.get("/api/search?q=any");
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 30);
    assertThat(server.get("/api/contexts").status()).as("another endpoint").isEqualTo(200);
    assertThat(server.get("/metrics").text())
        .containsPattern("rate_limit_refusals_total\\{rate=\"searches\"\\} [1-9]");
    String whose = server.get("/api/whoami").json().path("principal_id").asString("");
    assertThat(keys()).contains("rate_limit:" + whose + ":GET /api/search");
  }

  @Test
  void strangersAreCountedByTheirAddressAndNetworksOfVersionSixAsOne() {
    for (int i = 0; i < 20; i++) {
      assertThat(asked("2001:db8:1:2::" + i)).isEqualTo(200);
    }
    assertThat(asked("2001:db8:1:2:ffff::1")).isEqualTo(429);
    assertThat(asked("2001:db8:1:3::1")).isEqualTo(200);
    assertThat(asked("192.0.2.1")).isEqualTo(200);
    assertThat(keys()).contains("rate_limit:ip:2001:db8:1:2:0:0:0:0:GET /.well-known/security.txt");
  }

  private static int asked(String from) {
    return server.http("GET", "/.well-known/security.txt", null, "X-Forwarded-For", from).status();
  }

  private static List<String> keys() {
    return server.bean(Redis.class).ask(commands -> commands.keys("*")).orElseThrow();
  }

  @Test
  void anAgentProposesSoManyAnHourAndDryRunsDoNotCount() {
    Reply made =
        server.post(
            "/api/keys",
            """
            {"name":"busy agent","kind":"AGENT","contexts":["*"],"verbs":["READ","WRITE"]}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String[] agent = {"Authorization", "Bearer " + made.json().path("key").asString("")};
    String body = "{\"alias\":\"an-agents-alias\",\"context\":\"default\"}";
    for (int i = 0; i < 3; i++) {
      assertThat(server.http("POST", "/api/aliases?dryRun=true", body, agent).status())
          .isNotEqualTo(429);
    }
    assertThat(server.http("POST", "/api/aliases", body, agent).status()).isNotEqualTo(429);
    Reply second = server.http("POST", "/api/aliases", body, agent);
    assertThat(second.code()).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(3_000, 3_600);
  }

  @Test
  void attemptsToLogInAreCountedForTheAccountAndForTheAddress() {
    RateLimits limits = server.bean(RateLimits.class);
    for (int i = 0; i < 10; i++) {
      limits.login("Ada@example.com", "198.51.100." + i);
    }
    assertThatThrownBy(() -> limits.login("ada@example.com", "198.51.100.77"))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.retryAfter()).isNotNull());
    for (int i = 0; i < 10; i++) {
      limits.login("account-" + i, "203.0.113.5");
    }
    assertThatThrownBy(() -> limits.login("another", "203.0.113.5")).isInstanceOf(Fault.class);
    assertThat(keys().toString()).doesNotContainIgnoringCase("ada@");
  }

  @Test
  void whileRedisIsAwayEachServerCountsForItself() {
    try (TestRedis own = TestRedis.running();
        TestServer alone =
            TestServer.start(
                Map.of(
                    "REDIS_URL", own.url(),
                    "NEXUS_RATE_LIMIT_SEARCHES", "2",
                    "NEXUS_SECURITY_CONTACT", ""))) {
      assertThat(alone.http("GET", "/.well-known/security.txt", null).status())
          .as("without a contact")
          .isEqualTo(404);
      Redis given = alone.bean(Redis.class);
      TestEngine.eventually(() -> given.ask(commands -> commands.ping()).isPresent());
      own.stop();
      assertThat(alone.get("/api/search?q=any").status()).isEqualTo(200);
      assertThat(alone.get("/api/search?q=any").status()).isEqualTo(200);
      assertThat(alone.get("/api/search?q=any").status()).isEqualTo(429);
      assertThat(alone.get("/metrics").text())
          .containsPattern("rate_limit_without_redis_total [1-9]");
      own.start();
      TestEngine.eventually(() -> given.ask(commands -> commands.ping()).isPresent());
      assertThat(alone.get("/api/search?q=any").status()).as("counted anew").isEqualTo(200);
    }
  }

  @Test
  void theSecurityTextNamesWhomToTell() {
    Reply reply =
        server.http("GET", "/.well-known/security.txt", null, "X-Forwarded-For", "192.0.2.44");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text())
        .contains("Contact: mailto:security@example.com\n")
        .containsPattern("Expires: 20\\d\\d-\\d\\d-\\d\\dT00:00:00Z\n");
  }
}
