package com.nexus.ssot.server;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.db.Commits;
import com.nexus.ssot.server.db.Database;
import com.nexus.ssot.server.db.Transactions;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The control plane's Spring application, and the way to start it. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JettyServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
public class NexusServer {
  private static final Logger LOG = LoggerFactory.getLogger(NexusServer.class);

  /** Starts a server; tells on standard error what takes long. */
  public static RunningServer start(ServerSettings settings) {
    return start(settings, System.err::println);
  }

  /**
   * Starts a server.
   *
   * @param progress hears of what takes long
   * @throws Fault when it cannot start, with the cause and the remedy
   */
  public static RunningServer start(ServerSettings settings, Consumer<String> progress) {
    return start(settings, progress, InstantSource.system());
  }

  /** The same by another clock. */
  static RunningServer start(
      ServerSettings settings, Consumer<String> progress, InstantSource clock) {
    long begin = System.nanoTime();
    Logs.apply(settings.log());
    settings.warnings().forEach(LOG::warn);
    requireFreePort(settings);
    // The database starts while Spring's classes are loaded.
    CompletableFuture<Database> database =
        CompletableFuture.supplyAsync(
            () -> database(settings, progress, begin), work -> Thread.ofPlatform().start(work));
    try {
      ServletWebServerApplicationContext context =
          (ServletWebServerApplicationContext) application(settings, database, clock).run();
      LOG.debug("Ready after {} ms", millisSince(begin));
      return new RunningServer(context, opened(database), settings);
    } catch (RuntimeException | Error e) {
      closeQuietly(database);
      throw StartFaults.of(settings, e);
    }
  }

  private static Database database(ServerSettings settings, Consumer<String> progress, long begin) {
    Database database = Database.open(settings, progress);
    LOG.debug("Database ready after {} ms", millisSince(begin));
    return database;
  }

  private static SpringApplication application(
      ServerSettings settings, CompletableFuture<Database> database, InstantSource clock) {
    SpringApplication application = new SpringApplication(NexusServer.class);
    application.setEnvironment(new OwnEnvironment(settings));
    // Whoever started the server stops it: the database must go after the requests.
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      GenericApplicationContext beans = (GenericApplicationContext) context;
      beans.registerBean(ServerSettings.class, () -> settings);
      beans.registerBean(InstantSource.class, () -> clock);
      beans.registerBean(
          Database.class, () -> opened(database), bean -> bean.setDestroyMethodName(""));
    });
    return application;
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @Bean(destroyMethod = "")
  static DataSource dataSource(Database database) {
    return database.dataSource();
  }

  @Bean
  static JdbcClient jdbcClient(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  static DataSourceTransactionManager transactionManager(DataSource dataSource) {
    return new Commits(dataSource);
  }

  @Bean
  static Transactions transactions(
      DataSourceTransactionManager manager, DataSource dataSource, ServerSettings settings) {
    return new Transactions(manager, dataSource, settings.retries());
  }

  /** Looks before the database is opened, because that is what a second start meets first. */
  private static void requireFreePort(ServerSettings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    try (ServerSocket socket = new ServerSocket()) {
      if (address.isUnresolved()) {
        throw new UnknownHostException(settings.host());
      }
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      throw StartFaults.portTaken(settings, e);
    }
  }

  private static Database opened(CompletableFuture<Database> database) {
    try {
      return database.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void closeQuietly(CompletableFuture<Database> database) {
    database
        .handle((opened, failure) -> {
          if (opened != null) {
            opened.close();
          }
          return failure;
        })
        .join();
  }
}
