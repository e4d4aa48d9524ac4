package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.db.Transactions;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes people who can sign in. */
final class TestPeople {
  private TestPeople() {}

  static UUID person(TestEngine engine) {
    return person(
        engine.sql(),
        engine.bean(Transactions.class),
        engine.bean(Subjects.class),
        "person-" + UUID.randomUUID());
  }

  static UUID person(JdbcClient sql, Transactions transactions, Subjects subjects, String name) {
    UUID id = UUID.randomUUID();
    sql.sql(
            """
            with p as (
              insert into principal (id, kind, name, created_at)
              values (:id, 'HUMAN', :name, now()) returning id)
            insert into person (principal_id, display_name, username, key)
              select id, :name, :name, :name from p
            """)
        .param("id", id)
        .param("name", name)
        .update();
    return transactions.write(writes -> {
      subjects.add(writes, id);
      return id;
    });
  }
}
