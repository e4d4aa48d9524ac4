package com.nexus.ssot.server.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An issuer on this machine that counts how often its keys are asked for. Thread-safe. */
final class TestIssuer implements AutoCloseable {
  /** What it answers. */
  enum Mood {
    WELL,
    DOWN,
    HUGE,
    SLOW,
    MALFORMED,
    NO_KEYS,
    ELSEWHERE
  }

  final AtomicInteger fetches = new AtomicInteger();
  volatile Mood mood = Mood.WELL;
  volatile ECKey key = newKey("first");
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/jwks", this::answer);
    server.createContext("/other", exchange -> send(exchange, 200, keys()));
    server.start();
  }

  /** What its tokens call it. */
  String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The file that lists it. */
  String file(String subject, String service) {
    return """
    issuers:
      ci:
        issuer: %s
        audience: nexus-test
        algorithms: ES256, RS256
        jwks: %s/jwks
        subjects:
          "%s": "%s"
    """
        .formatted(name(), name(), subject, service);
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    switch (mood) {
      case WELL -> send(exchange, 200, keys());
      case DOWN -> send(exchange, 503, "no");
      case MALFORMED -> send(exchange, 200, "{\"keys\": 1");
      case NO_KEYS -> send(exchange, 200, "{\"keys\": []}");
      case HUGE -> send(exchange, 200, keys() + " ".repeat(KeySets.MAX_BYTES));
      case SLOW -> drip(exchange);
      case ELSEWHERE -> {
        exchange.getResponseHeaders().add("Location", name() + "/other");
        send(exchange, 302, "");
      }
    }
  }

  /** Begins to answer and never ends. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write('{');
    out.flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The header of a good token. */
  JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(key.getKeyID());
  }

  /** The claims of a good token. */
  JWTClaimsSet.Builder claims(String subject, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(name())
        .audience("nexus-test")
        .subject(subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)));
  }

  /** A token with one thing about it changed. */
  String token(
      String subject,
      Instant now,
      UnaryOperator<JWSHeader.Builder> header,
      UnaryOperator<JWTClaimsSet.Builder> claims) {
    return sign(header.apply(header()).build(), claims.apply(claims(subject, now)).build(), key);
  }

  /** A good token. */
  String token(String subject, Instant now) {
    return token(subject, now, UnaryOperator.identity(), UnaryOperator.identity());
  }

  static String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner((ECKey) key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
