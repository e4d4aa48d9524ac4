package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.ServerSettings;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An embedded database plays the external one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsTest {
  private Path folder;
  private EmbeddedPostgres postgres;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    postgres = EmbeddedPostgres.start(folder, DoomedServer.settings(folder).cacheDir(), line -> {});
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void anExternalDatabaseIsMigratedOnceAndOpenedAgain() throws SQLException {
    List<String> said = new ArrayList<>();
    ServerSettings settings = external(postgres.owner());
    try (Database first = Database.open(settings, said::add)) {
      assertThat(first.separated()).isFalse();
      assertThat(said).hasSize(1).first().asString().startsWith("Preparing the tables");
      try (Connection connection = first.dataSource().getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
        assertThat(setting(connection, "timezone")).isEqualTo("UTC");
        assertThat(setting(connection, "statement_timeout")).isEqualTo("30s");
        assertThat(setting(connection, "application_name")).isEqualTo("nexus");
      }
    }
    said.clear();
    Database.open(settings, said::add).close();
    assertThat(said).isEmpty();
    aSchemaOfANewerVersionIsRefused();
    anEditedMigrationIsRefused();
  }

  private void aSchemaOfANewerVersionIsRefused() throws SQLException {
    run(
        """
        insert into flyway_schema_history
        select 9999, '9999', 'of tomorrow', 'SQL', 'V9999__of_tomorrow.sql', 1, 'nexus', now(), 1, true
        """);
    Fault fault = refusal(postgres.owner());
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_VERSION);
    assertThat(fault.causes().getFirst().message()).contains("9999 (of tomorrow)");
    run("delete from flyway_schema_history where installed_rank = 9999");
  }

  private void anEditedMigrationIsRefused() throws SQLException {
    run("update flyway_schema_history set checksum = checksum + 1 where version = '20'");
    Fault fault = refusal(postgres.owner());
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_VERSION);
    assertThat(fault.detail()).contains("schema");
    run("update flyway_schema_history set checksum = checksum - 1 where version = '20'");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    String url = postgres.owner().url().replace("/nexus", "/nowhere");
    Fault fault = refusal(new ConnectionTarget(url, "nexus_owner", postgres.owner().password()));
    // The embedded one lets its roles into one database only.
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_LOGIN);
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithItsAddress() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Fault fault =
        refusal(new ConnectionTarget("jdbc:postgresql://127.0.0.1:" + port + "/n", "u", "p"));
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_AWAY);
    assertThat(fault.detail())
        .isEqualTo("The database at 127.0.0.1:" + port + "/n cannot be reached");
    assertThat(fault.code().exitCode()).isEqualTo(FaultCode.Exit.START);
  }

  @Test
  void aRoleThatMayNotMakeTablesIsRefused() {
    Fault fault = refusal(postgres.app());
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_LOGIN);
    assertThat(fault.causes().getFirst().fix()).contains("Grant");
  }

  @Test
  void aPostgresThatIsTooOldIsRefused() {
    Fault fault = catchThrowableOfType(Fault.class, () -> Migrations.requireVersion(14, "14.11"));
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_VERSION);
    assertThat(fault.detail()).isEqualTo("The database is PostgreSQL 14.11; 15 or newer is needed");
    Migrations.requireVersion(15, "15.0");
  }

  @Test
  void everyWayToFailHasItsOwnSentence() {
    assertThat(failure("53100").code()).isEqualTo(FaultCode.STORAGE_FULL);
    assertThat(failure("53300").code()).isEqualTo(FaultCode.DATABASE_AWAY);
    assertThat(failure("57P03").code()).isEqualTo(FaultCode.DATABASE_AWAY);
    assertThat(failure("08001").code()).isEqualTo(FaultCode.DATABASE_AWAY);
    assertThat(failure("3D000").detail()).contains("does not exist");
    assertThat(failure("28P01").detail()).contains("refuses the login of u");
    assertThat(failure("42601").code()).isEqualTo(FaultCode.DATABASE_START);
    assertThat(failure("42601").causes().getFirst().message()).isEqualTo("It says: it failed");
    ConnectionTarget target = new ConnectionTarget("jdbc:postgresql://h/n", "u", null);
    assertThat(DatabaseFaults.of(target, new IllegalStateException("odd")).code())
        .isEqualTo(FaultCode.DATABASE_START);
  }

  private static Fault failure(String state) {
    return DatabaseFaults.of(
        new ConnectionTarget("jdbc:postgresql://h:5432/n?sslmode=require", "u", "p"),
        new IllegalStateException(new SQLException("it failed\nDetail", state)));
  }

  private Fault refusal(ConnectionTarget target) {
    return catchThrowableOfType(Fault.class, () -> Database.open(external(target), line -> {}));
  }

  private ServerSettings external(ConnectionTarget target) {
    return ServerSettings.load(
        Map.of(
            "NEXUS_DATA_DIR",
            folder.toString(),
            "DATABASE_URL",
            target.url().replace("//", "//" + target.user() + ":" + target.password() + "@")),
        folder,
        Map.of());
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery("show " + name)) {
      assertThat(result.next()).isTrue();
      return String.valueOf(result.getString(1));
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = Database.login(postgres.owner());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
