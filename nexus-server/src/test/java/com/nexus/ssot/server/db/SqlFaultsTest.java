package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What failures of the database mean to a caller. */
class SqlFaultsTest {
  private final SqlFaults faults = new SqlFaults();

  @ParameterizedTest
  @CsvSource({
    "53100,STORAGE_FULL", "23505,ALREADY_EXISTS", "40P01,OVERLOADED", "40001,STALE",
    "57014,UNAVAILABLE", "57P01,UNAVAILABLE", "08006,UNAVAILABLE", "53300,OVERLOADED",
    "22021,BAD_PARAMETER", "22P05,BAD_PARAMETER", "22008,BAD_PARAMETER"
  })
  void theStateDecides(String state, FaultCode code) {
    SQLException cause = new SQLException("secret detail", state);
    Fault fault =
        Objects.requireNonNull(faults.faultOf(new DataIntegrityViolationException("x", cause)));
    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.detail()).doesNotContain("secret");
  }

  @Test
  void withoutAStateTheKindOfFailureDecides() {
    assertThat(codeOf(new DataAccessResourceFailureException("x"))).isEqualTo("UNAVAILABLE");
    assertThat(codeOf(new QueryTimeoutException("x"))).isEqualTo("UNAVAILABLE");
    assertThat(codeOf(new CannotCreateTransactionException("x"))).isEqualTo("UNAVAILABLE");
    assertThat(codeOf(new CannotAcquireLockException("x"))).isEqualTo("OVERLOADED");
  }

  @Test
  void whatIsNotTheDatabasesIsLeftToOthers() {
    assertThat(codeOf(new IllegalStateException("x"))).isEqualTo("none");
    assertThat(codeOf(new DataIntegrityViolationException("x"))).isEqualTo("none");
  }

  private String codeOf(RuntimeException failure) {
    Fault fault = faults.faultOf(failure);
    return fault == null ? "none" : fault.code().name();
  }
}
