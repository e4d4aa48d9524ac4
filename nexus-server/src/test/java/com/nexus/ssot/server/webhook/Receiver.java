package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import tools.jackson.databind.JsonNode;

/** Somebody on this machine who is told of events, and answers as a test says. Thread-safe. */
final class Receiver implements AutoCloseable {
  private final ServerSocket socket;
  private final String scheme;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private volatile Manner manner = (message, out) -> answer(out, "200 OK");

  private Receiver(ServerSocket socket, String scheme) {
    this.socket = socket;
    this.scheme = scheme;
    Thread.ofVirtual().start(this::accept);
  }

  static Receiver start() {
    return start(ServerSocketFactory.getDefault(), "http");
  }

  static Receiver start(ServerSocketFactory sockets, String scheme) {
    try {
      return new Receiver(
          sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), scheme);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How it answers. */
  @FunctionalInterface
  interface Manner {
    void answer(Message message, OutputStream out) throws Exception;
  }

  /** What it was sent; names of headers are in lower case. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(String line, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Json.read(body);
    }

    String id() {
      return header("webhook-id");
    }
  }

  Receiver answering(Manner as) {
    manner = as;
    return this;
  }

  /** Answers with a status, such as {@code 500 Internal Server Error}, and no body. */
  Receiver answering(String status, String... headers) {
    return answering((message, out) -> answer(out, status, headers));
  }

  static void answer(OutputStream out, String status, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Everything it was sent so far, in order. */
  List<Message> messages() {
    return messages;
  }

  /** The ids of what it was sent so far, in order. */
  List<String> ids() {
    return messages.stream().map(Message::id).toList();
  }

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return scheme + "://127.0.0.1:" + port() + "/hook?a=%2F";
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Message message = read(new BufferedInputStream(connection.getInputStream()));
      messages.add(message);
      manner.answer(message, connection.getOutputStream());
    } catch (Exception e) {
      // The other side went away, or the test wanted it so.
    }
  }

  private static Message read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Message(line, headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
