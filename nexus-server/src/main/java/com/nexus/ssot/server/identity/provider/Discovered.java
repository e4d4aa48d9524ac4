package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.json.Json;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an issuer's document says of it. Immutable.
 *
 * @param secretInHeader whether the client's secret goes there, and not into the form
 * @param saysIssuer whether it always names itself where it sends a browser back
 * @param keys fetched when they are needed, and not more often than every 30 seconds
 */
record Discovered(
    URI authorization,
    URI token,
    JWKSource<SecurityContext> keys,
    boolean secretInHeader,
    boolean saysIssuer,
    Instant readAt) {
  private static final long KEEP_KEYS = Duration.ofMinutes(5).toMillis();
  private static final long FETCH_AT_MOST_EVERY = Duration.ofSeconds(30).toMillis();
  private static final long KEEP_KEYS_IN_OUTAGE = Duration.ofHours(24).toMillis();

  /**
   * Reads a document.
   *
   * @param issuer what it must say that its issuer is
   * @throws IOException when it is not such a document
   */
  static Discovered read(byte[] document, String issuer, ProviderCalls calls, Instant at)
      throws IOException {
    JsonNode tree;
    try {
      tree = Json.read(document);
    } catch (RuntimeException e) {
      throw new IOException("the issuer's document is no JSON", e);
    }
    if (!issuer.equals(tree.path("issuer").asString(""))) {
      throw new IOException("the document is that of another issuer");
    }
    List<String> ways = new ArrayList<>();
    tree.path("token_endpoint_auth_methods_supported").forEach(way -> ways.add(way.asString("")));
    return new Discovered(
        address(tree, "authorization_endpoint", issuer),
        address(tree, "token_endpoint", issuer),
        keys(address(tree, "jwks_uri", issuer), calls),
        ways.isEmpty() || ways.contains("client_secret_basic"),
        tree.path("authorization_response_iss_parameter_supported").asBoolean(false),
        at);
  }

  /** An issuer that is reached safely does not lead to where others can listen. */
  private static URI address(JsonNode tree, String name, String issuer) throws IOException {
    try {
      URI address = new URI(tree.path(name).asString(""));
      String scheme = issuer.substring(0, Math.max(0, issuer.indexOf(':')));
      if (address.getHost() != null
          && address.getUserInfo() == null
          && address.getFragment() == null
          && ("https".equals(address.getScheme()) || scheme.equals(address.getScheme()))) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new IOException(name + " is no address", e);
    }
    throw new IOException(name + " is missing or not safe");
  }

  private static JWKSource<SecurityContext> keys(URI address, ProviderCalls calls)
      throws MalformedURLException {
    return JWKSourceBuilder.<SecurityContext>create(address.toURL(), calls)
        .refreshAheadCache(false)
        .cache(KEEP_KEYS, Duration.ofSeconds(15).toMillis())
        .rateLimited(FETCH_AT_MOST_EVERY)
        .outageTolerant(KEEP_KEYS_IN_OUTAGE)
        .build();
  }
}
