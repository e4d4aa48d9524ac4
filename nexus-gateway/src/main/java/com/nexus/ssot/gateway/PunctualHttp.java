package com.nexus.ssot.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/**
 * HTTP/1.1 that closes a connection whose request line and fields take too long to arrive. Jetty's
 * idle timeout alone starts anew with every byte. Costs nothing where a request arrives whole.
 * Reads with a {@link CredentialParser}.
 */
final class PunctualHttp extends HttpConnectionFactory {
  private final long patience;

  PunctualHttp(HttpConfiguration http, Duration patience) {
    super(http);
    this.patience = patience.toNanos();
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new Punctual(getHttpConfiguration(), connector, endPoint, patience);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class Punctual extends HttpConnection {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);

    private final long patience;
    private final AtomicBoolean watched = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init") // set while the superclass is made
    private RequestHandler requests;

    Punctual(HttpConfiguration http, Connector connector, EndPoint endPoint, long patience) {
      super(http, connector, endPoint);
      this.patience = patience;
    }

    @Override
    protected RequestHandler newRequestHandler() {
      requests = super.newRequestHandler();
      return requests;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      return new CredentialParser(
          requests, getHttpConfiguration().getRequestHeaderSize(), compliance);
    }

    /** More has arrived; nobody else uses the parser until it is read. */
    @Override
    public void onFillable() {
      closeIfLate();
      super.onFillable();
      if (isInFields() && watched.compareAndSet(false, true)) {
        watch();
      }
    }

    /** Nothing more need arrive for the time to be up. */
    private void watch() {
      getConnector()
          .getScheduler()
          .schedule(
              () -> {
                closeIfLate();
                if (isInFields() && getEndPoint().isOpen()) {
                  watch();
                } else {
                  watched.set(false);
                }
              },
              Math.max(SHORTEST, patience - NanoTime.since(getParser().getBeginNanoTime())),
              TimeUnit.NANOSECONDS);
    }

    private void closeIfLate() {
      if (isInFields() && NanoTime.since(getParser().getBeginNanoTime()) > patience) {
        getEndPoint().close(new TimeoutException("the header fields took too long"));
      }
    }

    private boolean isInFields() {
      HttpParser parser = getParser();
      return parser.inHeaderState() && !parser.isStart();
    }
  }
}
