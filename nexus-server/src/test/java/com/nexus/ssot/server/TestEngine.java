package com.nexus.ssot.server;

import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.db.ContextLocks;
import com.nexus.ssot.server.db.Database;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.NewKey;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The engines on a real database of their own, without HTTP and without a registry: contexts are
 * what {@link TestPolicy} says, and the things changed stand in a table of their own. Thread-safe.
 */
public final class TestEngine implements AutoCloseable {
  private final Path dataDir;
  private final Database database;
  private final ServerSettings settings;
  private final ApiKey adminKey;
  private final AnnotationConfigApplicationContext context;

  private final InstantSource clock;

  private TestEngine(
      Path dataDir,
      Database database,
      ServerSettings settings,
      ApiKey adminKey,
      InstantSource clock) {
    this.clock = clock;
    this.dataDir = dataDir;
    this.database = database;
    this.settings = settings;
    this.adminKey = adminKey;
    this.context = context();
  }

  /** The engine that tests share; stops with the test JVM. */
  public static TestEngine shared() {
    return Shared.ENGINE;
  }

  /** An engine on a database of its own, for tests that look at everything in it. */
  public static TestEngine start() {
    return start(InstantSource.system());
  }

  /** The same, with a clock of its own. */
  public static TestEngine start(InstantSource clock) {
    try {
      Path dataDir = Files.createTempDirectory("nexus-engine-");
      ApiKey adminKey = ApiKey.generate();
      Map<String, String> environment = new HashMap<>();
      environment.put("NEXUS_DATA_DIR", dataDir.toString());
      environment.put("NEXUS_CONFIG_DIR", dataDir.toString());
      environment.put("NEXUS_ADMIN_KEY", adminKey.text());
      environment.put("LOG_LEVEL", "WARNING");
      String external = System.getenv("NEXUS_TEST_DATABASE_URL");
      if (external != null) {
        environment.put("DATABASE_URL", ownDatabase(external));
      }
      ServerSettings settings = ServerSettings.load(environment, dataDir, Map.of());
      return new TestEngine(
          dataDir, Database.open(settings, line -> {}), settings, adminKey, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database of its own on an external server, so that others do not write in it. */
  static String ownDatabase(String url) {
    String name = "nexus_" + UUID.randomUUID().toString().replace("-", "");
    URI uri = URI.create(url);
    String[] login = uri.getUserInfo().split(":", 2);
    String jdbc = "jdbc:postgresql://" + uri.getAuthority().replaceFirst("^.*@", "");
    try (Connection connection =
            DriverManager.getConnection(
                jdbc + uri.getPath(), login[0], login.length > 1 ? login[1] : "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    // The end only: the user may be called as the database is.
    return url.replaceFirst("/[^/]*$", "/" + name);
  }

  private AnnotationConfigApplicationContext context() {
    AnnotationConfigApplicationContext made = new AnnotationConfigApplicationContext();
    DataSource dataSource = database.dataSource();
    DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
    made.registerBean(ServerSettings.class, () -> settings);
    made.registerBean(DataSource.class, () -> dataSource, bean -> bean.setDestroyMethodName(""));
    made.registerBean(JdbcClient.class, () -> JdbcClient.create(dataSource));
    made.registerBean(Transactions.class, () -> new Transactions(manager, dataSource, 3));
    made.registerBean(InstantSource.class, () -> clock);
    made.registerBean(Cursors.class, () -> new Cursors(settings.secrets().secretKey()));
    made.registerBean(ContextLocks.class);
    made.registerBean(TestPolicy.class);
    made.registerBean(TestFollower.class);
    made.registerBean(TestThings.Put.class);
    made.registerBean(TestThings.Remove.class);
    made.scan(
        "com.nexus.ssot.server.audit",
        "com.nexus.ssot.server.identity",
        "com.nexus.ssot.server.change");
    made.refresh();
    return made;
  }

  /** A second server on the same database. The caller closes it. */
  public AnnotationConfigApplicationContext anotherServer() {
    return context();
  }

  /** A part of the engine. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The engine of changes. */
  public Changes changes() {
    return bean(Changes.class);
  }

  /** Statements beside the engine. */
  public JdbcClient sql() {
    return bean(JdbcClient.class);
  }

  /** The rules of contexts. */
  public TestPolicy policy() {
    return (TestPolicy) bean(ContextPolicy.class);
  }

  /** The administrator, by the key it was made with. */
  public Actor admin() {
    return bean(Callers.class)
        .authenticate(adminKey, new Actor.Origin("127.0.0.1", "test", "request-1", null))
        .orElseThrow();
  }

  /** A new key, made by the administrator. */
  public ApiKey key(PrincipalKind kind, List<String> contexts, Verb... verbs) {
    ApiKey key = ApiKey.generate();
    KeyDraft draft =
        new KeyDraft("key " + key.id(), kind, contexts, List.of(verbs), null, null, null);
    changes().propose(Proposal.of(admin(), Operation.of("key.create", NewKey.of(key, draft))));
    return key;
  }

  /** Somebody with a new key of their own. */
  public Actor caller(PrincipalKind kind, List<String> contexts, Verb... verbs) {
    return bean(Callers.class)
        .authenticate(
            key(kind, contexts, verbs), new Actor.Origin("127.0.0.1", "test", "request-2", null))
        .orElseThrow();
  }

  /** Waits until something holds, at most 20 seconds. */
  public static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen in time");
      }
      Thread.onSpinWait();
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** The administrator's key. */
  public ApiKey adminKey() {
    return adminKey;
  }

  /** What the server was started with. */
  public ServerSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    context.close();
    database.close();
    TestServer.delete(dataDir);
  }

  /** Started on first use. */
  private static final class Shared {
    private static final TestEngine ENGINE = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(ENGINE::close));
    }
  }
}
