package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.json.CanonicalJson;
import com.nexus.ssot.model.json.Json;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An issuer on this machine that does, login by login, what a test says. It keeps to the rules of
 * the protocol where the test does not break them: each code is good once, for its client, with its
 * redirect address and verifier. Thread-safe.
 */
final class TestIssuer implements AutoCloseable {
  static final String CLIENT = "nexus-client";
  static final String SECRET = "a secret of the client";

  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, Waiting> codes = new ConcurrentHashMap<>();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  final AtomicInteger calls = new AtomicInteger();
  volatile @Nullable String lastAuthorization;

  private record Waiting(Map<String, String> asked, TestLogin login) {}

  TestIssuer(Map<String, Object> metadata) {
    try {
      key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(e);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", url());
    document.put("authorization_endpoint", url() + "/authorize");
    document.put("token_endpoint", url() + "/token");
    document.put("jwks_uri", url() + "/jwks");
    document.putAll(metadata);
    pages.put("/.well-known/openid-configuration", json(document));
    document.putIfAbsent("scopes_supported", List.of("openid"));
    pages.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  RSAKey key() {
    return key;
  }

  /** Shows something at a path. */
  void show(String path, String json) {
    pages.put(path, json);
  }

  /**
   * Lets somebody sign in.
   *
   * @param authorization where a browser was sent
   * @return where the browser is sent back to
   */
  URI signIn(URI authorization, TestLogin login) {
    Map<String, String> asked = form(authorization.getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, new Waiting(asked, login));
    String iss = login.iss() == null ? "" : "&iss=" + encode(login.iss());
    return URI.create(
        asked.get("redirect_uri")
            + "?state="
            + encode(String.valueOf(asked.get("state")))
            + "&session_state=whatever&code="
            + encode(code)
            + iss);
  }

  static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(decode(parts[0]), decode(parts[1]));
    }
    return values;
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String page = pages.get(path);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.endsWith("/token")) {
        token(exchange, form(body));
      } else if (page != null) {
        lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
        send(exchange, 200, page);
      } else {
        send(exchange, 404, "{}");
      }
    }
  }

  private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
    Waiting waiting = codes.remove(form.get("code"));
    if (waiting == null || !isRight(exchange, form, waiting.asked())) {
      send(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    TestLogin login = waiting.login();
    if (login.instead() != null) {
      send(exchange, login.instead().status(), login.instead().body());
      return;
    }
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .subject(login.subject())
            .audience(CLIENT)
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .claim("nonce", waiting.asked().get("nonce"));
    String idToken = login.signed().sign(login.claims().apply(claims).build());
    send(
        exchange,
        200,
        json(
            Map.of(
                "access_token", "an-access-token", "token_type", "Bearer", "id_token", idToken)));
  }

  private static boolean isRight(
      HttpExchange exchange, Map<String, String> form, Map<String, String> asked) {
    String client = encode(CLIENT) + ":" + encode(SECRET);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    boolean known =
        basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            || (CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret")));
    return known
        && "S256".equals(asked.get("code_challenge_method"))
        && challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))
        && String.valueOf(asked.get("redirect_uri")).equals(form.get("redirect_uri"));
  }

  private static String challenge(@Nullable String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs as the issuer does. */
  String sign(JWTClaimsSet claims) {
    return sign(claims, key, key.getKeyID());
  }

  static String sign(JWTClaimsSet claims, RSAKey with, String keyId) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
      token.sign(new RSASSASigner(with));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", text);
    }
    exchange.sendResponseHeaders(status, body.length);
    try {
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      // Who was told too much may hang up.
      throw new UncheckedIOException(e);
    }
  }

  static String json(Object value) {
    return new String(CanonicalJson.bytes(Json.tree(value)), StandardCharsets.UTF_8);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
