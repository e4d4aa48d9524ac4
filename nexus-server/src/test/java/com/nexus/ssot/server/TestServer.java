package com.nexus.ssot.server;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.settings.ServerSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A real server on a free port of this machine, with its own data folder and a known administrator
 * key. Most tests share one for the whole test JVM and keep out of each other's way by unique
 * names. Thread-safe.
 */
public final class TestServer implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** Databases on an external server, by the data folders they stand for. */
  private static final Map<Path, String> EXTERNAL = new ConcurrentHashMap<>();

  /** The description of the API, which is the same at every server. */
  private static final AtomicReference<ApiContract> CONTRACT = new AtomicReference<>();

  private final RunningServer server;
  private final ApiKey adminKey;
  private final Path dataDir;

  private TestServer(RunningServer server, ApiKey adminKey, Path dataDir) {
    this.server = server;
    this.adminKey = adminKey;
    this.dataDir = dataDir;
  }

  /** The server that tests share; stops with the test JVM. */
  public static TestServer shared() {
    return Shared.SERVER;
  }

  /** A server of its own for tests that restart or configure it. The caller closes it. */
  public static TestServer start(Map<String, String> settings) {
    try {
      return start(Files.createTempDirectory("nexus-test-"), ApiKey.generate(), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server on a data folder that may hold data already. */
  public static TestServer start(Path dataDir, ApiKey adminKey, Map<String, String> settings) {
    return start(dataDir, adminKey, settings, InstantSource.system());
  }

  /** A server of its own with a clock of its own. The caller closes it. */
  public static TestServer start(InstantSource clock) {
    try {
      return start(Files.createTempDirectory("nexus-test-"), ApiKey.generate(), Map.of(), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestServer start(
      Path dataDir, ApiKey adminKey, Map<String, String> settings, InstantSource clock) {
    Map<String, String> environment = new HashMap<>();
    environment.put("API_PORT", "0");
    environment.put("NEXUS_DATA_DIR", dataDir.toString());
    environment.put("NEXUS_CONFIG_DIR", dataDir.toString());
    environment.put("NEXUS_ADMIN_KEY", adminKey.text());
    environment.put("LOG_LEVEL", "WARNING");
    environment.put("NEXUS_SECURITY_CONTACT", "mailto:security@example.com");
    // Where receivers of webhooks listen in tests.
    environment.put("NEXUS_EGRESS_ALLOW", "127.0.0.1,::1");
    // Tests ask thousands of times with one key; RateLimitTest sets limits of its own.
    for (String what : List.of("READS", "WRITES", "SEARCHES", "LOGINS", "FAILURES", "PROPOSALS")) {
      environment.put("NEXUS_RATE_LIMIT_" + what, "100000000");
    }
    String external = System.getenv("NEXUS_TEST_DATABASE_URL");
    if (external != null) {
      // The same folder is the same data, there too.
      environment.put(
          "DATABASE_URL",
          EXTERNAL.computeIfAbsent(dataDir, folder -> TestEngine.ownDatabase(external)));
    }
    environment.putAll(settings);
    RunningServer server =
        NexusServer.start(ServerSettings.load(environment, dataDir, Map.of()), line -> {}, clock);
    return new TestServer(server, adminKey, dataDir);
  }

  /**
   * A second server that shares the database and the keys. The caller closes it before this one.
   */
  public TestServer another() {
    Map<String, String> settings = Map.of("DATABASE_URL", databaseUrl());
    return start(folderWithKeys(), adminKey, settings, bean(InstantSource.class));
  }

  /** The same in a process of its own. */
  public ServerProcess anotherProcess() {
    Path folder = folderWithKeys();
    return ServerProcess.start(
        Map.of(
            "API_PORT",
            "0",
            "NEXUS_DATA_DIR",
            folder.toString(),
            "NEXUS_CONFIG_DIR",
            folder.toString(),
            "NEXUS_ADMIN_KEY",
            adminKey.text(),
            "LOG_LEVEL",
            "ERROR",
            "DATABASE_URL",
            databaseUrl(),
            "NEXUS_RATE_LIMIT_WRITES",
            "100000000",
            "NEXUS_RATE_LIMIT_PROPOSALS",
            "100000000"));
  }

  private Path folderWithKeys() {
    try {
      Path folder = Files.createTempDirectory("nexus-test-");
      Path keys = Files.createDirectory(folder.resolve("keys"));
      try (Stream<Path> files = Files.list(dataDir.resolve("keys"))) {
        for (Path file : files.toList()) {
          Files.copy(file, keys.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String databaseUrl() {
    try {
      HikariDataSource pool = bean(DataSource.class).unwrap(HikariDataSource.class);
      String login =
          pool.getUsername() == null
              ? ""
              : encoded(pool.getUsername()) + ":" + encoded(pool.getPassword()) + "@";
      return pool.getJdbcUrl().replaceFirst("^jdbc:postgresql://", "postgresql://" + login);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Somebody who may approve in a context, or everywhere ({@code *}), and never signs in. */
  public String approver(String context) {
    UUID id = UUID.randomUUID();
    JdbcClient sql = bean(JdbcClient.class);
    sql.sql(
            """
            with made as (
              insert into principal (id, kind, name, created_at)
              values (:id, 'HUMAN', :name, now()) returning id, name),
            named as (
              insert into person (principal_id, username, key, display_name)
              select id, name, name, name from made)
            insert into grant_rule (id, principal_id, restriction, verb, kind, context, condition)
            select gen_random_uuid(), id, false, 'APPROVE', 'PROPOSAL', :context, 'NONE' from made
            """)
        .param("id", id)
        .param("name", "approver-" + id)
        .param("context", context)
        .update();
    bean(Transactions.class)
        .write(writes -> {
          bean(Subjects.class).add(writes, id);
          return true;
        });
    return "approver-" + id;
  }

  /** The administrator's key. */
  public ApiKey adminKey() {
    return adminKey;
  }

  /** Where its data is. */
  public Path dataDir() {
    return dataDir;
  }

  /** The address, without a slash at its end. */
  public String url() {
    return server.url();
  }

  /** The running server. */
  public RunningServer running() {
    return server;
  }

  /** A part of the running server. */
  public <T> T bean(Class<T> type) {
    return server.bean(type);
  }

  /** Asks as administrator. */
  public Reply get(String path, String... headers) {
    return http("GET", path, null, asAdmin(headers));
  }

  /** Sends a JSON text as administrator. */
  public Reply post(String path, @Nullable String body, String... headers) {
    return http("POST", path, body, asAdmin(headers));
  }

  /** Sends a JSON text as administrator. */
  public Reply put(String path, @Nullable String body, String... headers) {
    return http("PUT", path, body, asAdmin(headers));
  }

  /** Sends a merge patch as administrator. */
  public Reply patch(String path, String body, String... headers) {
    return http("PATCH", path, body, asAdmin(headers));
  }

  /** Removes as administrator. */
  public Reply delete(String path, String... headers) {
    return http("DELETE", path, null, asAdmin(headers));
  }

  /**
   * Sends a request as it is given, without a credential of its own.
   *
   * @param body JSON text, or null for no body
   * @param headers names and values in turn
   */
  public Reply http(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equalsIgnoreCase("Content-Type");
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      if (!typed) {
        request.header(
            "Content-Type",
            method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
      }
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    Reply reply = send(request.build());
    ApiContract contract = contract();
    if (contract != null) {
      contract.check(method, path, reply);
    }
    return reply;
  }

  /** What every answer is held to; null while no server could be asked for it. */
  private @Nullable ApiContract contract() {
    ApiContract known = CONTRACT.get();
    if (known == null) {
      Reply reply = send(HttpRequest.newBuilder(URI.create(url() + "/api/openapi.json")).build());
      if (reply.status() == 200) {
        known = new ApiContract(reply.json());
        CONTRACT.set(known);
      }
    }
    return known;
  }

  private static Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String[] asAdmin(String... headers) {
    return Stream.concat(
            Stream.of("Authorization", "Bearer " + adminKey.text()), Stream.of(headers))
        .toArray(String[]::new);
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    stop();
    delete(dataDir);
  }

  /** Stops the server and keeps its data. */
  public void stop() {
    server.close();
  }

  /** Removes a folder with everything in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer. */
  public record Reply(int status, HttpHeaders headers, String text) {

    /** The body as JSON. */
    public JsonNode json() {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The body as a record. */
    public <T> T as(Class<T> type) {
      return Json.read(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** The first value of a header, or an empty text. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** The problem's code, or an empty text. */
    public String code() {
      return json().path("code").asString("");
    }

    @Override
    public String toString() {
      return status + " " + text;
    }
  }

  /** Started on first use. */
  private static final class Shared {
    private static final TestServer SERVER = start(Map.of());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }
  }
}
