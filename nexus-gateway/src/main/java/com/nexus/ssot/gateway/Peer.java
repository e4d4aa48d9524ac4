package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What is known of the other end of a connection, found once. Used by one thread at a time. */
final class Peer {
  private static final String ATTRIBUTE = Peer.class.getName();

  /** Its address; null when the connection has none. */
  final @Nullable IpAddress address;

  /** Whether what it says of others is believed. */
  final boolean proxy;

  /** Whether it is on this machine. */
  final boolean here;

  final boolean blocked;

  /** Whether it may come in without a privilege of this machine. */
  final boolean admitted;

  /**
   * SHA-256 of the public key of the certificate it showed, in small hexadecimal digits; null
   * without one. A certificate that is renewed keeps its key.
   */
  final @Nullable String certificate;

  /** The name it used last, which was found right. */
  @Nullable String host;

  private Peer(SocketAddress remote, EndPoint.@Nullable SslSessionData tls, NetworkRules rules) {
    address =
        remote instanceof InetSocketAddress inet && inet.getAddress() != null
            ? IpAddress.of(inet.getAddress())
            : null;
    proxy = address != null && rules.proxies().contains(address);
    here = address != null && address.isLoopback();
    blocked = address == null || rules.blocked().contains(address);
    admitted = address != null && rules.admit(address);
    certificate = tls == null ? null : fingerprint(tls.peerCertificates());
  }

  static Peer of(Request request, NetworkRules rules) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getAttribute(ATTRIBUTE) instanceof Peer known) {
      return known;
    }
    EndPoint endPoint = connection.getConnection().getEndPoint();
    Peer peer = new Peer(connection.getRemoteSocketAddress(), endPoint.getSslSessionData(), rules);
    connection.setAttribute(ATTRIBUTE, peer);
    return peer;
  }

  private static @Nullable String fingerprint(X509Certificate @Nullable [] certificates) {
    if (certificates == null || certificates.length == 0) {
      return null;
    }
    try {
      byte[] key = certificates[0].getPublicKey().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
