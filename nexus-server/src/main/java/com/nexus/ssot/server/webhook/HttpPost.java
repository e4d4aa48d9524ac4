package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.net.WebAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Posts a message by HTTP/1.1 over a connection of its own and reads the status of the answer.
 * Nothing else of the answer matters, so nothing else is kept: no redirect is followed, no cookie
 * is taken, no body is looked at. Everything together is bounded in time. Thread-safe.
 *
 * <p>The JDK's client looks names up by itself, after any check of ours; this one sends to the
 * address that {@link Dial} allowed.
 */
final class HttpPost implements AutoCloseable {
  private static final int LONGEST_HEAD = 16 << 10;
  private static final int MOST_DRAINED = 64 << 10;
  private static final int MOST_INTERIM = 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final Dial dial;
  private final SSLContext tls;
  private final Duration patience;
  private final InstantSource clock;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-watch").daemon().factory());

  /**
   * @param patience from the lookup to the answer
   */
  HttpPost(Dial dial, SSLContext tls, Duration patience, InstantSource clock) {
    this.dial = dial;
    this.tls = tls;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * An answer.
   *
   * @param retryAfter how long the receiver asks to be left alone; null when it does not say
   */
  record Answer(int status, @Nullable Duration retryAfter) {}

  /** Posts a JSON text. */
  Answer post(WebAddress address, Map<String, String> headers, byte[] body)
      throws Failed, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Socket socket = dial.connect(address);
    AtomicBoolean late = new AtomicBoolean();
    // The connection below TLS, because that cannot be held up by what the other side does not
    // read.
    ScheduledFuture<?> alarm =
        watch.schedule(
            () -> {
              late.set(true);
              Dial.close(socket);
            },
            end - System.nanoTime(),
            TimeUnit.NANOSECONDS);
    try {
      Socket secured = address.isSecure() ? secured(socket, address) : socket;
      return exchange(secured, head(address, headers, body.length), body);
    } catch (SSLException e) {
      throw new Failed(late.get() ? WebhookOutcome.TIMEOUT : WebhookOutcome.TLS_FAILED, e);
    } catch (IOException e) {
      throw new Failed(late.get() ? WebhookOutcome.TIMEOUT : WebhookOutcome.UNREACHABLE, e);
    } finally {
      alarm.cancel(false);
      Dial.close(socket);
    }
  }

  private Socket secured(Socket socket, WebAddress address) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.getSocketFactory().createSocket(socket, address.bareHost(), address.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static byte[] head(WebAddress address, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder(512);
    head.append("POST ").append(address.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.authority()).append("\r\n");
    head.append("Connection: close\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    head.append("User-Agent: nexus-ssot\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Answer exchange(Socket socket, byte[] head, byte[] body) throws IOException, Failed {
    OutputStream out = socket.getOutputStream();
    out.write(head);
    @Nullable IOException unread = null;
    try {
      out.write(body);
      out.flush();
    } catch (IOException e) {
      // Whoever does not want a body may answer before it has come.
      unread = e;
    }
    InputStream in = new BufferedInputStream(socket.getInputStream(), LONGEST_HEAD);
    try {
      for (int i = 0; i < MOST_INTERIM; i++) {
        Answer answer = answer(readHead(in));
        if (answer.status() >= 200) {
          drain(in);
          return answer;
        }
      }
    } catch (IOException e) {
      throw unread == null ? e : unread;
    }
    throw new Failed(WebhookOutcome.NOT_HTTP);
  }

  /** Everything up to the first empty line. */
  private static String readHead(InputStream in) throws IOException, Failed {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int line = 0;
    while (head.size() < LONGEST_HEAD) {
      int b = in.read();
      if (b < 0) {
        if (head.size() == 0) {
          throw new IOException("the connection ended without an answer");
        }
        throw new Failed(WebhookOutcome.NOT_HTTP);
      }
      if (b == '\n') {
        if (line == 0) {
          return head.toString(StandardCharsets.ISO_8859_1);
        }
        line = 0;
      } else if (b != '\r') {
        line++;
      }
      head.write(b);
    }
    throw new Failed(WebhookOutcome.NOT_HTTP);
  }

  private Answer answer(String head) throws Failed {
    List<String> lines = head.lines().toList();
    Matcher status = STATUS.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!status.matches()) {
      throw new Failed(WebhookOutcome.NOT_HTTP);
    }
    @Nullable Duration retryAfter = null;
    for (String line : lines) {
      if (line.regionMatches(true, 0, "Retry-After:", 0, 12)) {
        retryAfter = wait(line.substring(12).strip());
      }
    }
    return new Answer(Integer.parseInt(status.group(1)), retryAfter);
  }

  private @Nullable Duration wait(String written) {
    if (SECONDS.matcher(written).matches()) {
      return Duration.ofSeconds(Long.parseLong(written));
    }
    try {
      Instant until =
          ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(clock.instant(), until);
      return left.isNegative() ? null : left;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** A little of the body, so that whoever sends it is not cut off while it does. */
  private static void drain(InputStream in) {
    try {
      byte[] some = new byte[8 << 10];
      int read = 0;
      for (int left = MOST_DRAINED; left > 0 && read >= 0; left -= Math.max(read, 0)) {
        read = in.read(some);
      }
    } catch (IOException _) {
      // The status has come, and that is what counts.
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
