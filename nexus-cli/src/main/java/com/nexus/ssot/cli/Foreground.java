package com.nexus.ssot.cli;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.NexusServer;
import com.nexus.ssot.server.RunningServer;
import com.nexus.ssot.server.settings.DatabaseSettings;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server that runs until somebody tells it to stop. */
final class Foreground {
  private final World world;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  Foreground(World world) {
    this.world = world;
  }

  /** Runs a server until the process is told to stop by a signal. */
  static int untilSignal(World world, Map<String, String> flags) throws InterruptedException {
    // Standard output is for the address and the first key; what is logged goes to the other one.
    PrintStream out = System.out;
    System.setOut(System.err);
    Foreground foreground = new Foreground(world);
    // The process ends when its hooks do, so this one waits for the server; and it ends it with 0,
    // because being stopped is no failure.
    Thread hook =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(() -> {
              foreground.stop();
              Runtime.getRuntime().halt(0);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      foreground.serve(flags);
    } finally {
      forget(hook);
      System.setOut(out);
    }
    return 0;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending, and the hook is what ends it.
    }
  }

  /** Starts a server, says where it is, and serves until {@link #stop}. */
  void serve(Map<String, String> flags) throws InterruptedException {
    try {
      ServerSettings settings =
          ServerSettings.load(withoutOurs(world.environment()), world.directory(), flags);
      try (RunningServer server = NexusServer.start(settings, world.err()::println)) {
        // The key first: who reads that the server is ready looks for it at once.
        String handedOver =
            server.adminKeyShownOnce().map(key -> handOver(settings, server, key)).orElse("");
        world.out().println(greeting(settings, server.url()) + handedOver);
        world.out().flush();
        server.adminKeyWasShown();
        stop.await();
        world.err().println("Stopping…");
      }
    } finally {
      stopped.countDown();
    }
  }

  // The server refuses variables that it does not know, and this one is the command's.
  private static Map<String, String> withoutOurs(Map<String, String> environment) {
    Map<String, String> others = new HashMap<>(environment);
    others.remove("NEXUS_DEBUG");
    return others;
  }

  /** Stops the server and waits until it has. */
  void stop() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String greeting(ServerSettings settings, String url) {
    return """

    Nexus is ready at %s
      data      %s
      API page  %s/docs
      stop      Ctrl-C
    """
        .formatted(url, data(settings), url);
  }

  /** The first key, for whoever watches; in a file else, because output ends up in logs. */
  private String handOver(ServerSettings settings, RunningServer server, ApiKey key) {
    String url = server.url();
    String end = server.adminKeyEnds().map(Foreground::day).orElse("");
    if (world.onTerminal()) {
      return firstKey(url, key, end);
    }
    Path file = settings.dataDir().toAbsolutePath().resolve("administrator-key");
    try {
      write(file, key);
      return keyFile(url, file, end);
    } catch (IOException e) {
      world.err().println("nexus: " + file + " cannot be written: " + Failures.reason(e));
      return firstKey(url, key, end); // better shown than lost
    }
  }

  private static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private static void write(Path file, ApiKey key) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, key.text() + "\n");
  }

  private static String keyFile(String url, Path file, String end) {
    return """

    The administrator's key is in a file that only you can read. Keep it in a safe place:

      %s

    It opens until %s; make another before that with 'nexus key create'.

    In another terminal:

      export SSOT_REGISTRY_URL=%s
      export SSOT_API_KEY_FILE='%s'
      ./nexus whoami
    """
        .formatted(file, end, url, file);
  }

  private static String data(ServerSettings settings) {
    return switch (settings.database()) {
      case DatabaseSettings.Embedded _ -> settings.dataDir().toAbsolutePath().toString();
      case DatabaseSettings.External external -> external.jdbcUrl();
    };
  }

  private static String firstKey(String url, ApiKey key, String end) {
    return """

    The administrator's key, shown only now. Keep it in a safe place:

      %s

    It opens until %s; make another before that with 'nexus key create'.

    In another terminal:

      export SSOT_REGISTRY_URL=%s
      export SSOT_API_KEY=%s
      ./nexus whoami
      ./nexus import openapi FILE --aliases default
    """
        .formatted(key.text(), end, url, key.text());
  }
}
