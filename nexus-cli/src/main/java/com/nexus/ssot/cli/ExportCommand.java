package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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
    AtomicLong bytes = new AtomicLong();
    OutFile.write(
        session.world(),
        session.world().path(out),
        stream -> bytes.set(session.client().bulk().save(Query.none(), stream)));
    session.note(bytes + " bytes written to " + out);
    return 0;
  }
}
