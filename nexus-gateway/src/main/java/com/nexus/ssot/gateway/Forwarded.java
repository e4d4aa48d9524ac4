package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.IpRanges;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request that came through a proxy, as the handlers behind see it. Used by one thread. */
final class Forwarded extends Request.Wrapper {
  private static final String HTTPS = "https";

  private final ConnectionMetaData connection;
  private final HttpURI uri;
  private final boolean secure;

  private Forwarded(Request request, IpAddress client, boolean secure) {
    super(request);
    this.connection = new Seen(request.getConnectionMetaData(), client, secure);
    this.secure = secure;
    this.uri = HttpURI.build(request.getHttpURI()).scheme(secure ? HTTPS : "http").asImmutable();
  }

  /**
   * Wraps a request of a proxy.
   *
   * @param terminates whether proxies speak TLS with callers unless they say otherwise
   */
  static Request of(Request request, IpAddress client, boolean terminates) {
    String scheme = last(request.getHeaders(), HttpHeader.X_FORWARDED_PROTO);
    boolean secure =
        request.isSecure() || (scheme == null ? terminates : scheme.equalsIgnoreCase(HTTPS));
    return new Forwarded(request, client, secure);
  }

  /** Whether somebody says that the request is another's. */
  static boolean claimed(HttpFields headers) {
    return headers.contains(HttpHeader.X_FORWARDED_FOR)
        || headers.contains(HttpHeader.FORWARDED)
        || headers.contains("X-Real-IP");
  }

  /**
   * The last address on the way that is no proxy of ours: what stands to its left was written by
   * somebody we do not know. The proxy itself when it names nobody; empty when what stands there
   * cannot be read.
   */
  static Optional<IpAddress> client(HttpFields headers, IpAddress proxy, IpRanges proxies) {
    List<String> hops = headers.getCSV(HttpHeader.X_FORWARDED_FOR, false);
    IpAddress client = proxy;
    for (String hop : hops.reversed()) {
      Optional<IpAddress> address = IpAddress.parse(bare(hop.strip()));
      if (address.isEmpty()) {
        return Optional.empty();
      }
      client = address.get();
      if (!proxies.contains(client)) {
        return address;
      }
    }
    return Optional.of(client);
  }

  /** Some proxies add the port. */
  private static String bare(String hop) {
    if (hop.startsWith("[")) {
      return hop.replaceFirst("^\\[([^\\]]*)\\](?::\\d{1,5})?$", "$1");
    }
    return hop.indexOf('.') > 0 ? hop.replaceFirst("^([0-9.]+):\\d{1,5}$", "$1") : hop;
  }

  private static @Nullable String last(HttpFields headers, HttpHeader header) {
    List<String> values = headers.getCSV(header, false);
    return values.isEmpty() ? null : values.getLast();
  }

  @Override
  public ConnectionMetaData getConnectionMetaData() {
    return connection;
  }

  @Override
  public HttpURI getHttpURI() {
    return uri;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  /** The connection as it would be without the proxy. */
  private static final class Seen extends ConnectionMetaData.Wrapper {
    private final InetSocketAddress remote;
    private final boolean secure;

    Seen(ConnectionMetaData connection, IpAddress client, boolean secure) {
      super(connection);
      this.remote = new InetSocketAddress(client.inet(), 0);
      this.secure = secure;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return remote;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }
}
