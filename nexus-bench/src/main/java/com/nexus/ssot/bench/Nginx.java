package com.nexus.ssot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * nginx as a process of its own for one run. It answers names from a {@code map}, with the body and
 * the header fields that the data plane sends.
 */
record Nginx(Process process, int port) implements AutoCloseable {

  /**
   * Starts it.
   *
   * @param workers what {@code worker_processes} is; {@code auto} is one for each core
   */
  static Nginx start(Folder folder, int aliases, String workers) {
    int port = Folder.freePort();
    Path path = folder.path();
    String name = "nginx-" + workers;
    Path configuration =
        folder.write(name + ".conf", configuration(path.resolve(name), port, aliases, workers));
    try {
      Process process =
          new ProcessBuilder(
                  Programs.find("nginx", "nginx-light").toString(),
                  "-c",
                  configuration.toString(),
                  "-p",
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(path.resolve(name + ".log").toFile())
              .start();
      Ports.await(process, port);
      return new Nginx(process, port);
    } catch (IOException e) {
      throw new BenchFailure("nginx cannot be started", e);
    }
  }

  private static String configuration(Path name, int port, int aliases, String workers) {
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
    worker_processes %s;
    pid %s.pid;
    error_log %s-error.log;
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
        location / {
          default_type application/json;
          add_header X-Content-Type-Options nosniff;
          add_header Referrer-Policy no-referrer;
          add_header Cache-Control "private, no-cache";
          add_header Vary "Authorization, X-API-Key, X-Nexus-Context";
          add_header X-Request-Id $request_id;
          add_header ETag '"000000000001-1"';
          return 200 $body;
        }
      }
    }
    """
        .formatted(workers, name, name, map, port);
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
