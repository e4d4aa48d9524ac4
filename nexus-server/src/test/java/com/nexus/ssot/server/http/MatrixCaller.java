package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.login.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who calls every route.
 *
 * @param actorOrNull who it is to the decision; null for whoever has no valid credential
 * @param credential header fields, names and values in turn; a new session for each call of a
 *     person, because some calls end it
 */
record MatrixCaller(String name, @Nullable Actor actorOrNull, Supplier<List<String>> credential) {
  static final List<String> CONTEXTS = List.of("frontend", "backend");
  static final List<String> CONTEXTS_AND_UNKNOWN = List.of("frontend", "backend", "unheard-of");

  private static final Actor.Origin HERE = new Actor.Origin("127.0.0.1", "matrix", "matrix", null);

  /** Everybody there is to be. */
  static List<MatrixCaller> all(TestServer server) {
    List<MatrixCaller> all = new ArrayList<>();
    all.add(new MatrixCaller("nobody", null, List::of));
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
    String id =
        ApiKey.parse(revoked.credential.get().get(1).substring("Bearer ".length())).get().id();
    assertThat(server.delete("/api/keys/" + id).status()).isEqualTo(204);
    all.add(new MatrixCaller("revoked", null, revoked.credential));
    List<String> strange = bearer(ApiKey.generate());
    all.add(new MatrixCaller("stranger", null, () -> strange));
    all.add(person(server, "administrator", "admin"));
    all.add(person(server, "developer", "developer"));
    all.add(person(server, "operator", "operator"));
    all.add(person(server, "newcomer", null));
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
    List<String> bearer = bearer(key);
    return new MatrixCaller(
        name, server.bean(Callers.class).authenticate(key, HERE).orElseThrow(), () -> bearer);
  }

  /** Somebody who signed in just now. */
  private static MatrixCaller person(TestServer server, String name, @Nullable String role) {
    String username = "matrix-" + name;
    JsonNode user =
        server
            .post(
                "/api/users",
                """
                {"username": "%s", "display_name": "Matrix"}
                """
                    .formatted(username))
            .json();
    if (role != null) {
      assertThat(server.put("/api/roles/" + role + "/members/" + username, null).status())
          .isBetween(200, 204);
    }
    UUID id = UUID.fromString(user.path("id").asString());
    Sessions sessions = server.bean(Sessions.class);
    Actor actor = sessions.open(id, "local", Instant.now(), HERE).actor();
    return new MatrixCaller(
        name,
        actor,
        () ->
            List.of(
                "Cookie",
                "nxs=" + sessions.open(id, "local", Instant.now(), HERE).cookie(),
                "Sec-Fetch-Site",
                "same-origin"));
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
    return !valid() && !credential.get().isEmpty();
  }

  /** Whether it is a person with a session, which the data plane does not know. */
  boolean hasSession() {
    return valid() && actor().via().startsWith("session:");
  }

  Actor actor() {
    return java.util.Objects.requireNonNull(actorOrNull);
  }

  /** The status of an answer. */
  int calls(TestServer server, String method, String path, @Nullable String body) {
    TestServer.Reply reply =
        server.http(method, path, body, credential.get().toArray(String[]::new));
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
