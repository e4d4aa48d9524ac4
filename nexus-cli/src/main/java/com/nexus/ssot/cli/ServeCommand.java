package com.nexus.ssot.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a registry in the foreground. */
@Command(
    name = "serve",
    sortOptions = false,
    description = {
      "Run a registry in the foreground, with a database of its own or an external one.",
      "Options win over the environment, the environment over .env and the files in config/."
    },
    footer = {"", "Example:", "  nexus serve --port 8000"})
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (API_HOST).")
  @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "0 for any free one (API_PORT).")
  @Nullable String port;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Where the embedded database stands (NEXUS_DATA_DIR).")
  @Nullable String dataDir;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "An external PostgreSQL instead (DATABASE_URL).")
  @Nullable String databaseUrl;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "DEBUG, INFO, WARNING or ERROR (LOG_LEVEL).")
  @Nullable String logLevel;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> flags = new LinkedHashMap<>();
    put(flags, "API_HOST", host);
    put(flags, "API_PORT", port);
    put(flags, "NEXUS_DATA_DIR", dataDir);
    put(flags, "DATABASE_URL", databaseUrl);
    put(flags, "LOG_LEVEL", logLevel);
    // The server's classes are loaded from here on, and by no other command.
    return Foreground.untilSignal(session.world(), flags);
  }

  private static void put(Map<String, String> flags, String name, @Nullable String value) {
    if (value != null) {
      flags.put(name, value);
    }
  }
}
