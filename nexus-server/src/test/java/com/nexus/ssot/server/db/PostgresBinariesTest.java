package com.nexus.ssot.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir Path cache;

  @Test
  void theProgramsAreUnpackedOnceAndRun() throws IOException {
    List<String> said = new ArrayList<>();
    PostgresBinaries first = PostgresBinaries.unpacked(cache, said::add);
    assertThat(said).hasSize(1).first().asString().startsWith("Unpacking PostgreSQL (only once)");
    assertThat(first.major()).isGreaterThanOrEqualTo(18);
    Command.Result version = Command.run(first.program("initdb"), List.of("--version"), "");
    assertThat(version.ok()).isTrue();
    assertThat(version.output()).contains("(PostgreSQL) " + first.major());

    PostgresBinaries second = PostgresBinaries.unpacked(cache, said::add);
    assertThat(second).isEqualTo(first);
    assertThat(said).hasSize(1);
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aCacheFolderThatCannotBeUsedIsRefused() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> PostgresBinaries.unpacked(file.resolve("cache"), line -> {}));
    assertThat(fault.code()).isEqualTo(FaultCode.DATA_DIR);
    assertThat(fault.causes().getFirst().fix()).contains("NEXUS_CACHE_DIR");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    Fault fault =
        catchThrowableOfType(Fault.class, () -> Command.execute(List.of("/nowhere/postgres"), ""));
    assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_START);
    assertThat(fault.causes().getFirst().fix()).contains("DATABASE_URL");
  }
}
