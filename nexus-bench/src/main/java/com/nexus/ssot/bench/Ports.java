package com.nexus.ssot.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** Waits for ports of processes that were started. */
final class Ports {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Ports() {}

  /** Returns when something listens; fails when the process ends or takes too long. */
  static void await(Process process, int port) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    throw new BenchFailure("nothing listens on port " + port);
  }
}
