package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Problem;
import com.nexus.ssot.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands before both planes and looks at where a request comes from and whom it is meant for,
 * before any credential. Behind it the remote address is the caller's, also through a proxy that is
 * listed. Thread-safe.
 */
public final class Front extends Handler.Wrapper {
  /**
   * The request attribute that holds the SHA-256 of the public key of the caller's certificate, in
   * small hexadecimal digits, if it showed one.
   */
  public static final String CERTIFICATE_ATTRIBUTE = "com.nexus.ssot.client-certificate";

  /** What machines ask that know an address and no name; answers do not depend on the name. */
  private static final Set<String> FOR_MACHINES = Set.of("/health", "/ready", "/metrics");

  /** Of these, what says one word to strangers, and so may be asked past the proxy. */
  private static final Set<String> PROBES = Set.of("/health", "/ready");

  private final NetworkRules rules;

  /** A handler that holds to rules. */
  public Front(NetworkRules rules) {
    this.rules = rules;
  }

  /** What happens here never blocks. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (rules.strictTransport()) {
      response.getHeaders().add(Headers.STRICT_TRANSPORT);
    }
    Peer peer = Peer.of(request, rules);
    Request seen = request;
    if (peer.proxy && peer.address != null && !peer.blocked) {
      Optional<IpAddress> client =
          Forwarded.client(request.getHeaders(), peer.address, rules.proxies());
      if (client.isEmpty()) {
        return refuse(
            FaultCode.MALFORMED, "X-Forwarded-For has no address.", request, response, callback);
      }
      if (!mayEnter(client.get(), peer)) {
        return refuse(FaultCode.FORBIDDEN, null, request, response, callback);
      }
      seen = Forwarded.of(request, client.get(), rules.onlyProxies());
    } else if (!mayEnter(peer, request)) {
      return refuse(FaultCode.FORBIDDEN, null, request, response, callback);
    }
    if (!isMeantForUs(request, peer)) {
      return refuse(
          FaultCode.MISDIRECTED,
          "The host is not one of this server.",
          request,
          response,
          callback);
    }
    if (peer.certificate != null) {
      request.setAttribute(CERTIFICATE_ATTRIBUTE, peer.certificate);
    }
    return super.handle(seen, response, callback);
  }

  /** Whether somebody may come in through a proxy; a proxy on its own behalf is a peer. */
  private boolean mayEnter(IpAddress client, Peer proxy) {
    return rules.admit(client) || (client.equals(proxy.address) && proxy.here && !proxy.blocked);
  }

  private boolean mayEnter(Peer peer, Request request) {
    if (peer.blocked) {
      return false;
    }
    if (peer.admitted && !rules.onlyProxies()) {
      return true;
    }
    // Who forwards without being listed hides whom it forwards.
    boolean privileged = peer.here && !Forwarded.claimed(request.getHeaders());
    return privileged || (peer.admitted && isProbe(request));
  }

  private static boolean isProbe(Request request) {
    HttpFields headers = request.getHeaders();
    return PROBES.contains(request.getHttpURI().getPath())
        && !headers.contains(HttpHeader.AUTHORIZATION)
        && !headers.contains("X-API-Key")
        && !headers.contains(HttpHeader.COOKIE);
  }

  private boolean isMeantForUs(Request request, Peer peer) {
    String host = request.getHttpURI().getHost();
    if (host != null && host.equals(peer.host)) {
      return true;
    }
    if (host != null && rules.hosts().admit(host, peer.here)) {
      peer.host = host;
      return true;
    }
    return FOR_MACHINES.contains(request.getHttpURI().getPath());
  }

  private static boolean refuse(
      FaultCode code, @Nullable String why, Request request, Response response, Callback callback) {
    String id = RequestIds.of(request.getHeaders());
    Problems.write(response, callback, Problem.of(code, why, id, List.of()));
    return true;
  }
}
