package com.nexus.ssot.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one run; gone afterwards. */
record Folder(Path path) implements AutoCloseable {

  static Folder create() {
    try {
      Path path = Files.createTempDirectory("nexus-bench");
      // The database runs as another user below it.
      Programs.run(List.of("chmod", "755", path.toString()));
      return new Folder(path);
    } catch (IOException e) {
      throw new BenchFailure("cannot make a temporary folder", e);
    }
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + name, e);
    }
  }

  /** A port on loopback that is free at this moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchFailure("no free port", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("bench: " + path + " could not be removed: " + e.getMessage());
    }
  }
}
