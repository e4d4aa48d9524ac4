package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.TestServer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said when the connection is lost while a transaction commits. */
class LostCommitTest {
  private final TestServer server = TestServer.shared();
  private final SqlFaults faults = new SqlFaults();

  @Test
  void nobodySaysThatNothingWasStoredWhenThatIsNotKnown() {
    // A deferred trigger runs in the commit itself.
    RuntimeException failure = failureOf(true, "pg_terminate_backend(pg_backend_pid())");
    Fault fault = Objects.requireNonNull(faults.faultOf(failure));
    assertThat(fault.code()).isEqualTo(FaultCode.UNAVAILABLE);
    assertThat(fault.detail()).contains("not known").contains("Idempotency-Key");
  }

  @Test
  void aConnectionLostBeforeTheCommitStoredNothing() {
    RuntimeException failure = failureOf(false, "pg_terminate_backend(pg_backend_pid())");
    Fault fault = Objects.requireNonNull(faults.faultOf(failure));
    assertThat(fault.code()).isEqualTo(FaultCode.UNAVAILABLE);
    assertThat(fault.detail()).contains("nothing was stored");
  }

  @Test
  void aCommitThatTheDatabaseRefusesStoredNothing() {
    RuntimeException failure = failureOf(true, "1 / 0 = 0");
    assertThat(faults.faultOf(failure)).isNull();
  }

  /** The failure of a transaction with a trigger that fails in its commit or before. */
  private RuntimeException failureOf(boolean inCommit, String fatal) {
    JdbcClient sql = server.bean(JdbcClient.class);
    return catchThrowableOfType(
        RuntimeException.class,
        () ->
            server
                .bean(Transactions.class)
                .write(writes -> {
                  sql.sql("create temporary table lost (n integer) on commit drop").update();
                  sql.sql(
                          "create function pg_temp.lose() returns trigger language plpgsql as $$"
                              + " begin perform "
                              + fatal
                              + "; return null; end $$")
                      .update();
                  sql.sql(
                          "create constraint trigger lose after insert on lost deferrable initially "
                              + (inCommit ? "deferred" : "immediate")
                              + " for each row execute function pg_temp.lose()")
                      .update();
                  writes.add("insert into lost values (1)");
                  if (!inCommit) {
                    writes.flush();
                  }
                  return true;
                }));
  }
}
