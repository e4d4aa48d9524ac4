package com.nexus.ssot.server;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.db.Database;
import com.nexus.ssot.server.identity.FirstStart;
import com.nexus.ssot.server.identity.KeyEntry;
import com.nexus.ssot.server.identity.KeyTable;
import com.nexus.ssot.server.settings.ServerSettings;
import com.nexus.ssot.server.settings.TlsSettings;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A server that answers. Thread-safe. */
public final class RunningServer implements AutoCloseable {
  private final ServletWebServerApplicationContext context;
  private final Database database;
  private final String host;
  private final int port;
  private final boolean tls;

  RunningServer(
      ServletWebServerApplicationContext context, Database database, ServerSettings settings) {
    this.context = context;
    this.database = database;
    this.host = settings.host();
    this.tls = settings.tls() instanceof TlsSettings.Own;
    this.port = Objects.requireNonNull(context.getWebServer(), "web server").getPort();
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Its address as seen from this machine. */
  public String url() {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "https://" : "http://") + shown + ":" + port;
  }

  /** The first administrator's key, if this start made it up. It cannot be asked for again. */
  public Optional<ApiKey> adminKeyShownOnce() {
    return context.getBean(FirstStart.class).keyShownOnce();
  }

  /** Whoever was to see that key has seen it. Until then the next start would make another. */
  public void adminKeyWasShown() {
    context.getBean(FirstStart.class).keyWasShown();
  }

  /** When the key that this start made ends. */
  public Optional<Instant> adminKeyEnds() {
    return adminKeyShownOnce()
        .flatMap(key -> context.getBean(KeyTable.class).find(key.id()))
        .map(KeyEntry::expiresAt);
  }

  /** A part of the running server. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Answers what it was asked, then stops, the embedded database last. */
  @Override
  public void close() {
    try {
      context.close();
    } finally {
      database.close();
    }
  }
}
