package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes everything out of a registry. */
@Command(
    name = "export",
    description = "Write everything you may see as lines of JSON, which import takes back.",
    footer = {"", "Example:", "  nexus export --out registry.jsonl"})
final class ExportCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write; standard output if not given.")
  @Nullable String out;

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (out == null) {
      session.client().bulk().save(Query.none(), session.world().out().strictly());
      return 0;
    }
    // A file under its final name is a whole one.
    Path file = session.world().path(out).toAbsolutePath();
    Path draft = Files.createTempFile(file.getParent(), ".nexus-export", ".part");
    try {
      long bytes;
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(draft))) {
        bytes = session.client().bulk().save(Query.none(), stream);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      session.note(bytes + " bytes written to " + out);
    } finally {
      Files.deleteIfExists(draft);
    }
    return 0;
  }
}
