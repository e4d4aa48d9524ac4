package com.nexus.ssot.gateway;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
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
    private final long patience;

    Punctual(HttpConfiguration http, Connector connector, EndPoint endPoint, long patience) {
      super(http, connector, endPoint);
      this.patience = patience;
    }

    /** More has arrived; nobody else uses the parser until it is read. */
    @Override
    public void onFillable() {
      HttpParser parser = getParser();
      if (parser.inHeaderState()
          && !parser.isStart()
          && NanoTime.since(parser.getBeginNanoTime()) > patience) {
        getEndPoint().close(new TimeoutException("the header fields took too long"));
      }
      super.onFillable();
    }
  }
}
