package com.nexus.ssot.server.db;

import com.nexus.ssot.server.base.HealthComponent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Whether the database answers. Thread-safe. */
@Component
final class DatabaseHealth implements HealthComponent {
  private static final int SECONDS = 2;

  private final DataSource dataSource;

  DatabaseHealth(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Health health() {
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(this::answers, Thread::startVirtualThread)
            .orTimeout(SECONDS, TimeUnit.SECONDS);
    try {
      return answer.join() ? Health.ok() : Health.down("The database does not answer.");
    } catch (CompletionException e) {
      return e.getCause() instanceof TimeoutException
          ? Health.down("The database does not answer within " + SECONDS + " seconds.")
          : Health.down("The database cannot be reached.");
    }
  }

  private boolean answers() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
