package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresTest {
  private Path shared;
  private EmbeddedPostgres postgres;
  private Path cache;

  @BeforeAll
  void start(@TempDir Path folder) {
    shared = folder;
    cache = DoomedServer.settings(shared).cacheDir();
    postgres = EmbeddedPostgres.start(shared, cache, line -> {});
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void whatIsAcknowledgedIsOnDiskAndPasswordsAreHashed() throws SQLException {
    assertThat(ask("show fsync")).isEqualTo("on");
    assertThat(ask("show synchronous_commit")).isEqualTo("on");
    assertThat(ask("show full_page_writes")).isEqualTo("on");
    assertThat(ask("show data_checksums")).isEqualTo("on");
    assertThat(ask("show password_encryption")).isEqualTo("scram-sha-256");
  }

  @Test
  void itListensOnThisMachineOnly() throws SQLException {
    assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void theServersRoleIsNoSuperuserAndOwnsNothing() throws SQLException {
    assertThat(ask("select current_user")).isEqualTo("nexus_app");
    assertThat(
            ask(
                """
                select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                from pg_roles where rolname = current_user
                """))
        .isEqualTo("f");
    assertThatThrownBy(() -> ask("create table mine (id int)")).hasMessageContaining("permission");
  }

  @Test
  void theServersRoleWorksOnTheOwnersTablesUntilTheOwnerForbidsIt() throws SQLException {
    run(postgres.owner(), "create table log (word text)");
    run(postgres.app(), "insert into log values ('a')");
    run(postgres.app(), "update log set word = 'b'");
    run(postgres.owner(), "revoke update, delete on log from nexus_app");
    assertThatThrownBy(() -> run(postgres.app(), "update log set word = 'c'"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> run(postgres.app(), "drop table log")).hasMessageContaining("owner");
  }

  @Test
  void nobodyLogsInAsSuperuser() {
    ConnectionTarget superuser =
        new ConnectionTarget(postgres.app().url(), "postgres", postgres.app().password());
    assertThatThrownBy(() -> run(superuser, "select 1")).hasMessageContaining("pg_hba.conf");
  }

  @Test
  void aWrongPasswordIsRefused() {
    ConnectionTarget guessed = new ConnectionTarget(postgres.app().url(), "nexus_app", "guessed");
    Fault fault = catchThrowableOfType(Fault.class, () -> Migrations.requireUsable(guessed));
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_LOGIN);
    assertThat(fault.detail()).contains("refuses the login of nexus_app");
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefusedWithTheProcessThatHasIt() {
    Fault fault =
        catchThrowableOfType(Fault.class, () -> EmbeddedPostgres.start(shared, cache, line -> {}));
    assertThat(fault.code()).isEqualTo(FaultCode.DATA_DIR_IN_USE);
    assertThat(fault.detail()).contains("process " + ProcessHandle.current().pid());
  }

  @Test
  void theDataOutlivesARestartAndTheKeyFileIsNeeded(@TempDir Path folder) throws Exception {
    List<String> said = new ArrayList<>();
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, cache, said::add)) {
      run(first.owner(), "create table kept as select 'word' as word");
    }
    assertThat(said).anyMatch(line -> line.startsWith("Creating the database"));
    said.clear();
    try (EmbeddedPostgres second = EmbeddedPostgres.start(folder, cache, said::add)) {
      assertThat(ask(second.app(), "select word from kept")).isEqualTo("word");
    }
    assertThat(said).isEmpty();
    assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();
    Path key = folder.resolve("keys/database-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    aLostKeyIsNamed(folder, key);
    dataOfAnotherVersionIsRefused(folder);
  }

  private void aLostKeyIsNamed(Path folder, Path key) throws IOException {
    Path aside = key.resolveSibling("aside");
    Files.move(key, aside);
    assertThat(refusal(folder).causes().getFirst().at()).isEqualTo(key.toString());
    Files.move(aside, key, StandardCopyOption.ATOMIC_MOVE);
  }

  private void dataOfAnotherVersionIsRefused(Path folder) throws IOException {
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "14\n");
    Fault fault = refusal(folder);
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_VERSION);
    assertThat(fault.detail()).contains("PostgreSQL 14");
  }

  @Test
  void afterAKillTheOrphanedDatabaseIsStoppedAndWhatWasStoredIsThere(@TempDir Path folder)
      throws Exception {
    Process doomed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedServer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = doomed.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("stored");
    }
    Fault whileItLives = refusal(folder);
    assertThat(whileItLives.code()).isEqualTo(FaultCode.DATA_DIR_IN_USE);
    assertThat(whileItLives.detail()).contains("process " + doomed.pid());
    doomed.destroyForcibly();
    assertThat(doomed.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Postmaster orphan = Postmaster.of(folder.resolve("postgres")).orElseThrow();

    List<String> said = new ArrayList<>();
    try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, cache, said::add)) {
      assertThat(said)
          .containsExactly(
              "Stopping the database that a killed server left running (process "
                  + orphan.pid()
                  + ")");
      assertThat(ask(next.app(), "select word from kept")).isEqualTo("acknowledged");
    }
  }

  @Test
  void aPidFileThatNamesAnotherProgramIsForgotten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder + "\n");
    assertThat(Postmaster.of(folder)).isEmpty();
    Postmaster.forgetStranger(folder);
    assertThat(file).doesNotExist();
  }

  @Test
  void aPidFileOfAnotherClustersDatabaseIsNotOurs(@TempDir Path folder) throws IOException {
    Files.copy(shared.resolve("postgres/postmaster.pid"), folder.resolve("postmaster.pid"));
    assertThat(Postmaster.of(folder)).isEmpty();
    assertThat(Postmaster.of(shared.resolve("postgres"))).isPresent();
  }

  @Test
  void aHalfMadeDatabaseIsMadeAnew(@TempDir Path folder) throws Exception {
    Path half = Files.createDirectories(folder.resolve("postgres.new/base"));
    Files.writeString(half.resolve("1"), "half");
    try (EmbeddedPostgres started = EmbeddedPostgres.start(folder, cache, line -> {})) {
      assertThat(ask(started.app(), "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeUsedIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(refusal(file).code()).isEqualTo(FaultCode.DATA_DIR);
    Fault below = refusal(file.resolve("data"));
    assertThat(below.code()).isEqualTo(FaultCode.DATA_DIR);
    assertThat(below.causes().getFirst().at()).isEqualTo("NEXUS_DATA_DIR");
  }

  @Test
  void whatPostgresSaysBecomesOneSentence() {
    Fault full =
        PostgresFaults.failed(
            "It does not start",
            """
            2026-01-01 00:00:00.000 UTC [1] LOG:  starting
            2026-01-01 00:00:00.000 UTC [1] FATAL:  could not write: No space left on device
            2026-01-01 00:00:00.000 UTC [1] LOG:  shut down
            """);
    assertThat(full.code()).isEqualTo(FaultCode.STORAGE_FULL);
    assertThat(full.detail())
        .isEqualTo("It does not start: could not write: No space left on device");
    assertThat(PostgresFaults.failed("It failed", "").detail()).isEqualTo("It failed: nothing");
    assertThat(Command.rootRefused("forbidden").causes().getFirst().fix()).contains("DATABASE_URL");
  }

  private Fault refusal(Path folder) {
    return catchThrowableOfType(
        Fault.class, () -> EmbeddedPostgres.start(folder, cache, line -> {}));
  }

  private String ask(String sql) throws SQLException {
    return ask(postgres.app(), sql);
  }

  private static String ask(ConnectionTarget target, String sql) throws SQLException {
    try (Connection connection = Database.login(target);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return String.valueOf(result.getString(1));
    }
  }

  private static void run(ConnectionTarget target, String sql) throws SQLException {
    try (Connection connection = Database.login(target);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
