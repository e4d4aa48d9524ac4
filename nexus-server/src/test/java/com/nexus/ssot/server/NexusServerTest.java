package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.db.Transactions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NexusServerTest {

  @Test
  void aStartedServerAnswersAndReachesItsDatabase() {
    TestServer server = TestServer.shared();
    assertThat(server.http("GET", "/nothing-is-here", null).status()).isEqualTo(401);
    assertThat(server.bean(Transactions.class)).isNotNull();
    assertThat(server.bean(JdbcClient.class).sql("select 1 as one").query(Integer.class).single())
        .isEqualTo(1);
  }
}
