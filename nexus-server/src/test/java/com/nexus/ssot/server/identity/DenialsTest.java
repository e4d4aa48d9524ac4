package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Decision.Reason;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.TestEngine;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DenialsTest {
  private final TestEngine engine = TestEngine.shared();
  private final Actor reader = engine.caller(PrincipalKind.SERVICE, List.of("free"), Verb.READ);
  private volatile Instant now = Instant.now();
  private final Denials denials =
      new Denials(
          engine.bean(AuditLog.class),
          engine.bean(Followers.class),
          engine.bean(Transactions.class),
          () -> now);

  @AfterEach
  void close() {
    denials.close();
  }

  @Test
  void whatIsDeniedStandsInTheLog() {
    Ask ask = Ask.of(Verb.WRITE, ObjectKind.ALIAS, "free");
    try {
      engine.bean(Callers.class).require(reader, ask);
    } catch (RuntimeException expected) {
      // Refused, as it must be.
    }
    engine.bean(Denials.class).write();
    assertThat(events())
        .singleElement()
        .asString()
        .contains("WRITE", "ALIAS", "free", "CREDENTIAL", "\"times\":1");
  }

  @Test
  void equalDenialsAreFoldedToOneAMinute() {
    denials.close(); // only the turns below count
    Ask ask = Ask.of(Verb.ADMIN, ObjectKind.KEY, null);
    denials.add(reader, ask, Reason.CREDENTIAL);
    denials.write();
    for (int i = 0; i < 500; i++) {
      denials.add(reader, ask, Reason.CREDENTIAL);
      denials.write();
    }
    assertThat(events()).hasSize(1);
    now = now.plus(Duration.ofMinutes(1));
    denials.write();
    assertThat(events()).hasSize(2);
    assertThat(events().getLast()).contains("\"times\":500");
    now = now.plus(Duration.ofMinutes(1));
    denials.write();
    assertThat(events()).as("nothing happened since").hasSize(2);
  }

  @Test
  void whatWasDeniedJustBeforeAStopIsWritten() {
    denials.close(); // its thread has ended; nothing else writes from here on
    denials.add(reader, Ask.of(Verb.EXPORT, ObjectKind.ANCHOR, null), Reason.CREDENTIAL);
    denials.close();
    assertThat(events()).hasSize(1);
  }

  @Test
  void whoeverAsksForEverNewContextsDoesNotFillTheMemoryNorTheLog() {
    denials.close();
    for (int i = 0; i < 1_300; i++) {
      denials.add(reader, Ask.of(Verb.READ, ObjectKind.ALIAS, "c" + i), Reason.NO_GRANT);
    }
    denials.add(reader, Ask.of(Verb.READ, ObjectKind.ALIAS, "x".repeat(5_000)), Reason.NO_GRANT);
    denials.write();
    assertThat(events()).hasSize(1_001);
    assertThat(events().getLast()).contains("\"times\":301");
  }

  /** What was denied to the reader, as it stands in the log. */
  private List<String> events() {
    return engine
        .sql()
        .sql(
            """
            select b.body from audit_event e
              join audit_body b on b.event_id = e.event_id and b.side = 'new'
            where e.action = 'access.deny' and e.actor = ?
            order by e.order_no, e.ord
            """)
        .param(reader.subject())
        .query(String.class)
        .list();
  }
}
