package com.nexus.ssot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** nginx as a process of its own, answering names from a {@code map}, for one run. */
record Nginx(Process process, int port) implements AutoCloseable {

  /** Starts it with as many worker processes as there are cores, which is what it recommends. */
  static Nginx start(Folder folder, int aliases) {
    int port = Folder.freePort();
    Path path = folder.path();
    Path configuration = folder.write("nginx.conf", configuration(path, port, aliases));
    try {
      Process process =
          new ProcessBuilder(
                  Programs.find("nginx", "nginx-light").toString(),
                  "-c",
                  configuration.toString(),
                  "-p",
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(path.resolve("nginx.log").toFile())
              .start();
      Ports.await(process, port);
      return new Nginx(process, port);
    } catch (IOException e) {
      throw new BenchFailure("nginx cannot be started", e);
    }
  }

  private static String configuration(Path path, int port, int aliases) {
    StringBuilder map = new StringBuilder();
    for (int i = 1; i <= aliases; i++) {
      map.append(
          String.format(
              Locale.ROOT,
              "    /api/aliases/resolve/%s/%s '{\"canonical_name\":\"%s\"}';%n",
              GatewayProcess.CONTEXT,
              GatewayProcess.alias(i),
              GatewayProcess.canonical(i)));
    }
    return """
    daemon off;
    worker_processes auto;
    pid %s/nginx.pid;
    error_log %s/nginx-error.log;
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      map_hash_max_size 65536;
      map_hash_bucket_size 256;
      map $uri $body {
    %s  }
      server {
        listen 127.0.0.1:%d;
        location / { default_type application/json; return 200 $body; }
      }
    }
    """
        .formatted(path, path, map, port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
