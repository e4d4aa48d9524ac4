package com.nexus.ssot.server.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection, written and read byte by byte, for requests that no client would send. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawHttp(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request as somebody who may do everything; the whole answer as text. */
  static String call(int port, String start, String... headers) {
    try (RawHttp connection = new RawHttp(port)) {
      connection.send(start, new byte[0], headers);
      return connection.answer();
    }
  }

  /** Sends text as it is and reads until the server closes; empty where it never answers. */
  static String exchange(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request as somebody who may do everything. */
  void send(String start, byte[] body, String... headers) {
    try {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      String head =
          String.join("\r\n", start + " HTTP/1.1", "Host: localhost", "Authorization: Bearer all");
      String more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
      request.write((head + more + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      request.write(body);
      socket.getOutputStream().write(request.toByteArray());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer: its head, and as much body as the head says. */
  String answer() {
    try {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
      int length =
          at < 0
              ? 0
              : Integer.parseInt(
                  head.substring(at + "content-length:".length(), head.indexOf("\r\n", at))
                      .strip());
      return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
