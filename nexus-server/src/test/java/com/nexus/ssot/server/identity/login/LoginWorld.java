package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.db.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Browsers that sign in at a real server, each from an address of its own on this machine, so that
 * the delays of one do not hold up another. Thread-safe.
 */
final class LoginWorld {
  static final String PASSWORD = "seven grey otters hum";

  private static final AtomicInteger NEXT = new AtomicInteger();

  final TestServer server;

  LoginWorld(TestServer server) {
    this.server = server;
  }

  /** A person, and what they sign in with. */
  record Person(UUID id, String name) {}

  /** Somebody with {@link #PASSWORD}, set by an invitation. */
  Person person() {
    Person person = stranger();
    Actor.Origin origin = new Actor.Origin(address().getHostAddress(), "test", "request-8", null);
    server.bean(Enrolment.class).setPassword(invite(person), PASSWORD, origin);
    return person;
  }

  /** Somebody without a password. */
  Person stranger() {
    String name = "person-" + UUID.randomUUID();
    UUID id =
        TestPeople.person(
            server.bean(JdbcClient.class),
            server.bean(Transactions.class),
            server.bean(Subjects.class),
            name);
    return new Person(id, name);
  }

  String invite(Person person) {
    return server
        .bean(Transactions.class)
        .write(writes ->
            server
                .bean(PasswordInvitations.class)
                .invite(writes, person.id(), person.id(), Instant.now()));
  }

  /** Lets a person set up an authenticator program; answers its secret. */
  String setUpTotp(Person person) {
    Totp totp = server.bean(Totp.class);
    Transactions transactions = server.bean(Transactions.class);
    LocalUser user = server.bean(PasswordTable.class).find(person.id()).orElseThrow();
    Instant now = Instant.now();
    String secret = transactions.write(writes -> totp.propose(writes, user, now));
    String first = TotpTest.code(secret, now);
    transactions.write(writes -> totp.confirm(writes, user, first, now));
    return secret;
  }

  /** A code that a person can use now, as if they had used none before. */
  String code(Person person, String secret) {
    server
        .bean(JdbcClient.class)
        .sql("update totp set last_step = 0 where principal_id = ?")
        .param(person.id())
        .update();
    return TotpTest.code(secret, Instant.now());
  }

  Browsing browser() {
    return new Browsing(server);
  }

  /** An address of this machine that nobody else uses. */
  private static InetAddress address() {
    int n = NEXT.incrementAndGet();
    try {
      return InetAddress.getByAddress(
          new byte[] {127, (byte) (100 + n / 250), (byte) (n % 250), 7});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One browser: an address, and a cookie once it has one. Used by one thread. */
  static final class Browsing {
    private final TestServer server;
    private final HttpClient http;
    @Nullable String cookie;
    @Nullable String device;

    Browsing(TestServer server) {
      this.server = server;
      this.http =
          HttpClient.newBuilder()
              .localAddress(address())
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }

    /** Signs in and keeps the cookie. */
    TestServer.Reply login(Person person) {
      return login(person.name(), PASSWORD, null);
    }

    TestServer.Reply login(String name, String password, @Nullable String code) {
      return json("POST", "/api/auth/login", draft(name, password, code));
    }

    static String draft(String name, String password, @Nullable String code) {
      return "{\"username\":\""
          + name
          + "\",\"password\":\""
          + password
          + "\""
          + (code == null ? "" : ",\"totp\":\"" + code + "\"")
          + "}";
    }

    /** Sends JSON as a page of ours would. */
    TestServer.Reply json(String method, String path, @Nullable String body) {
      return body == null
          ? send(method, path, null, "Sec-Fetch-Site", "same-origin")
          : send(
              method,
              path,
              body,
              "Sec-Fetch-Site",
              "same-origin",
              "Content-Type",
              "application/json");
    }

    TestServer.Reply get(String path) {
      return send("GET", path, null);
    }

    /** Sends a form of ours; fields are names and values in turn. */
    TestServer.Reply form(String path, String... fields) {
      return send(
          "POST",
          path,
          fields(fields),
          "Sec-Fetch-Site",
          "same-origin",
          "Content-Type",
          "application/x-www-form-urlencoded");
    }

    static String fields(String... fields) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < fields.length; i += 2) {
        body.append(i == 0 ? "" : "&")
            .append(fields[i])
            .append('=')
            .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
      }
      return body.toString();
    }

    /** Sends a request with the cookie, and keeps one that it is given. */
    TestServer.Reply send(String method, String path, @Nullable String body, String... headers) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      if (cookie != null || device != null) {
        request.header(
            "Cookie",
            Stream.of(
                    cookie == null ? null : "nxs=" + cookie,
                    device == null ? null : "nxs-device=" + device)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; ")));
      }
      try {
        HttpResponse<String> answer =
            http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        answer
            .headers()
            .allValues("Set-Cookie")
            .forEach(set -> {
              String value = set.substring(set.indexOf('=') + 1, set.indexOf(';'));
              if (set.startsWith("nxs=")) {
                cookie = value.isEmpty() ? null : value;
              } else {
                device = value;
              }
            });
        return new TestServer.Reply(answer.statusCode(), answer.headers(), answer.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
