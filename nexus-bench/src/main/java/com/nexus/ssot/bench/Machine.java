package com.nexus.ssot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a reader must know of the machine to judge figures. */
final class Machine {
  private Machine() {}

  static String facts() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s, load %s, %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        first("/proc/cpuinfo", "model name"),
        first("/proc/meminfo", "MemTotal"),
        text("/proc/loadavg").split(" ", 2)[0],
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version());
  }

  private static String first(String file, String field) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown " + field);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "unknown";
    }
  }
}
