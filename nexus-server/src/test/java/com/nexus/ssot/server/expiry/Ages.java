package com.nexus.ssot.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server on which time passes when a test says so. */
final class Ages implements AutoCloseable {
  static final String URL = "https://api.example.com/v1";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  final TestServer server = TestServer.start(this::now);

  Ages() {
    server.bean(ExpirySweep.class).close(); // it looks when a test says so
  }

  Instant now() {
    return Objects.requireNonNull(now.get());
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** What is written at another time than now. */
  void at(Instant time) {
    now.set(time);
  }

  void sweep() {
    server.bean(ExpirySweep.class).run();
  }

  /** Adopts rules, the rest as usual. */
  void rules(String rules) {
    Reply adopted =
        server.post(
            "/api/governance",
            "alias_governance: {version: '9', rules: {" + rules + "}}",
            "Content-Type",
            "application/yaml");
    assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);
  }

  Reply create(String name, String more) {
    return server.post(
        "/api/aliases", "{\"alias\": \"%s\", \"canonical\": \"%s\"%s}".formatted(name, URL, more));
  }

  /** An alias with more to say about it than its target; answers its id. */
  UUID alias(String name, String more) {
    return UUID.fromString(done(create(name, more), 201).json().path("id").asString());
  }

  static Reply done(Reply reply, int status) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    return reply;
  }

  Reply resolve(String name) {
    return server.get("/api/aliases/resolve/default/" + name);
  }

  Instant expiry(String name) {
    return Instant.parse(server.get("/api/aliases/" + name).json().path("expires_at").asString());
  }

  /** What was told of an alias: the action and the days of each event, oldest first. */
  List<String> told(UUID alias) {
    return sql()
        .sql(
            """
            select e.action || ' ' || (b.body::jsonb ->> 'days')
            from audit_event e join audit_body b on b.event_id = e.event_id and b.side = 'new'
            where e.object_id = ? and e.object_type = 'alias_expiry' order by e.order_no, e.ord
            """)
        .param(alias)
        .query(String.class)
        .list();
  }

  /** What a person was told, oldest first. */
  List<String> notices(String username) {
    return sql()
        .sql(
            """
            select n.text from notice n join person h on h.principal_id = n.person
            where h.username = ? order by n.id
            """)
        .param(username)
        .query(String.class)
        .list();
  }

  JdbcClient sql() {
    return server.bean(JdbcClient.class);
  }

  @Override
  public void close() {
    server.close();
  }
}
