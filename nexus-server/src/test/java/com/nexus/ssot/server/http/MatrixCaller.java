package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who calls every route.
 *
 * @param actorOrNull who it is to the decision; null for whoever has no valid credential
 * @param headers the credential, names and values in turn
 */
record MatrixCaller(String name, @Nullable Actor actorOrNull, List<String> headers) {
  static final List<String> CONTEXTS = List.of("frontend", "backend");
  static final List<String> CONTEXTS_AND_UNKNOWN = List.of("frontend", "backend", "unheard-of");

  private static final Actor.Origin HERE = new Actor.Origin("127.0.0.1", "matrix", "matrix");

  /** Everybody there is to be. */
  static List<MatrixCaller> all(TestServer server) {
    List<MatrixCaller> all = new ArrayList<>();
    all.add(new MatrixCaller("nobody", null, List.of()));
    all.add(withKey(server, "administrator-key", server.adminKey()));
    all.add(made(server, "reader", "SERVICE", "*", "READ"));
    all.add(made(server, "writer", "SERVICE", "*", "READ", "WRITE"));
    all.add(made(server, "frontend-reader", "SERVICE", "frontend", "READ"));
    all.add(made(server, "frontend-writer", "SERVICE", "frontend", "READ", "WRITE"));
    all.add(made(server, "frontend-admin", "SERVICE", "frontend", "READ", "ADMIN"));
    all.add(made(server, "monitor", "SERVICE", "*", "MONITOR"));
    all.add(made(server, "exporter", "SERVICE", "*", "EXPORT"));
    all.add(made(server, "agent", "AGENT", "*", "READ", "WRITE", "EXECUTE"));
    MatrixCaller revoked = made(server, "revoked", "SERVICE", "*", "READ", "WRITE", "ADMIN");
    String id = ApiKey.parse(revoked.headers.get(1).substring("Bearer ".length())).get().id();
    assertThat(server.delete("/api/keys/" + id).status()).isEqualTo(204);
    all.add(new MatrixCaller("revoked", null, revoked.headers));
    all.add(new MatrixCaller("stranger", null, bearer(ApiKey.generate())));
    return all;
  }

  private static MatrixCaller made(
      TestServer server, String name, String kind, String context, String... verbs) {
    JsonNode key =
        server
            .post(
                "/api/keys",
                """
                {"name": "%s", "kind": "%s", "contexts": ["%s"], "verbs": ["%s"]}
                """
                    .formatted(name, kind, context, String.join("\", \"", verbs)))
            .json();
    return withKey(server, name, ApiKey.parse(key.path("key").asString()).orElseThrow());
  }

  private static MatrixCaller withKey(TestServer server, String name, ApiKey key) {
    return new MatrixCaller(
        name, server.bean(Callers.class).authenticate(key, HERE).orElseThrow(), bearer(key));
  }

  private static List<String> bearer(ApiKey key) {
    return List.of("Authorization", "Bearer " + key.text());
  }

  /** Whether the credential is worth anything. */
  boolean valid() {
    return actorOrNull != null;
  }

  /** Whether there is a credential, and it is worth nothing. */
  boolean wrong() {
    return !valid() && !headers.isEmpty();
  }

  Actor actor() {
    return java.util.Objects.requireNonNull(actorOrNull);
  }

  /** The status of an answer. */
  int calls(TestServer server, String method, String path, @Nullable String body) {
    TestServer.Reply reply = server.http(method, path, body, headers.toArray(String[]::new));
    // Pages send whom they do not know to sign in.
    String to = reply.header("Location");
    return to.equals("/login") || to.startsWith("/login?") ? 401 : reply.status();
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
