package com.nexus.ssot.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of the machine, installs Debian packages that are missing, runs commands. */
final class Programs {
  private Programs() {}

  /** The program's path; its Debian package is installed when it is missing and we are root. */
  static Path find(String program, String debianPackage) {
    return locate(program)
        .or(() -> {
          install(debianPackage);
          return locate(program);
        })
        .orElseThrow(() -> new BenchFailure(program + " is missing; install " + debianPackage));
  }

  private static Optional<Path> locate(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<Path> folders =
        Stream.concat(
            Stream.of(path.split(":", -1)).map(Path::of),
            Stream.of(Path.of("/usr/sbin"), Path.of("/usr/lib/postgresql/15/bin")));
    return folders.map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
  }

  private static void install(String debianPackage) {
    System.err.println("Installing " + debianPackage + " (Debian package)…");
    run(List.of("apt-get", "update", "-qq"));
    run(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends", debianPackage));
  }

  /** Runs a command to its end and gives what it printed; fails when it fails. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output;
      try (InputStream printed = process.getInputStream()) {
        output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new BenchFailure(command.getFirst() + " ended with " + code + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new BenchFailure("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /** The command as a user who is not root; PostgreSQL refuses to run as root. */
  static List<String> unprivileged(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> all =
        new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    all.addAll(command);
    return all;
  }
}
