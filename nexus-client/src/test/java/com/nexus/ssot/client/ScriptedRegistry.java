package com.nexus.ssot.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives the answers it was told to give, in order, and remembers the questions. */
final class ScriptedRegistry implements AutoCloseable {
  /** What was asked. */
  record Asked(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** Writes one answer. */
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  ScriptedRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  NexusClient.Builder client() {
    return NexusClient.builder().url(url()).key("nxs_test");
  }

  List<Asked> asked() {
    return asked;
  }

  Asked last() {
    return asked.getLast();
  }

  ScriptedRegistry then(Reply reply) {
    synchronized (replies) {
      replies.add(reply);
    }
    return this;
  }

  ScriptedRegistry thenTyped(int status, String contentType, String body, String... headers) {
    return then(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }

  ScriptedRegistry then(int status, String json, String... headers) {
    return thenTyped(status, "application/json", json, headers);
  }

  ScriptedRegistry thenProblem(int status, String code, String... headers) {
    return thenTyped(
        status,
        "application/problem+json",
        "{\"status\":%d,\"code\":\"%s\",\"detail\":\"Scripted.\"}".formatted(status, code),
        headers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    Reply reply;
    synchronized (replies) {
      reply = replies.poll();
    }
    if (reply == null) {
      exchange.sendResponseHeaders(418, -1);
      exchange.close();
    } else {
      reply.to(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
