package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.identity.Callers;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People of a test server, and what they do. */
public final class People {
  private static final String PASSWORD = "seven grey otters hum";

  private final TestServer server;

  /** Of a server. */
  public People(TestServer server) {
    this.server = server;
  }

  /** A name that nobody else uses. */
  public static String fresh(String start) {
    return start + "-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** A new person; answers the username. */
  public String person() {
    String name = fresh("anna");
    Reply made = server.post("/api/users", "{\"username\": \"" + name + "\"}");
    if (made.status() != 201) {
      throw new AssertionError(made);
    }
    return name;
  }

  /** A new team with some people in it. */
  public String team(String... members) {
    String name = fresh("team");
    server.post("/api/teams", "{\"name\": \"" + name + "\"}");
    for (String member : members) {
      server.put("/api/teams/" + name + "/members/" + member, null);
    }
    return name;
  }

  /** A new role with some grants, had by some. */
  public String role(String grants, String... members) {
    String name = fresh("role");
    Reply made =
        server.post("/api/roles", "{\"name\": \"" + name + "\", \"grants\": " + grants + "}");
    if (made.status() != 201) {
      throw new AssertionError(made);
    }
    for (String member : members) {
      Reply given = server.put("/api/roles/" + name + "/members/" + member, null);
      if (given.status() != 200) {
        throw new AssertionError(given);
      }
    }
    return name;
  }

  /** A person as if they had signed in. */
  public Actor signedIn(String username) {
    UUID id = UUID.fromString(server.get("/api/users/" + username).json().path("id").asString());
    Set<Verb> verbs = EnumSet.allOf(Verb.class);
    return server
        .bean(Callers.class)
        .actor(
            id,
            new Actor.Credential("session:test", verbs, Set.of("*"), null),
            new Actor.Origin("127.0.0.1", "test", "request-test", null))
        .orElseThrow();
  }

  /** A key of a person, as login will make them; until then it is written by hand. */
  public String key(String username) {
    return key(username, Verb.READ, Verb.WRITE, Verb.ADMIN);
  }

  /** A key of a person that allows some verbs everywhere. */
  public String key(String username, Verb... verbs) {
    ApiKey key = ApiKey.generate();
    server
        .bean(JdbcClient.class)
        .sql(
            """
            insert into api_key (id, object_id, principal_id, name, sha256, contexts, verbs,
              revision, created_at, created_by, expires_at)
            select ?, gen_random_uuid(), h.principal_id, 'personal', ?, '{*}', ?, 1, now(), h.principal_id, now() + interval '1 day'
            from person h where h.username = ?
            """)
        .param(key.id())
        .param(key.sha256())
        .param(Arrays.stream(verbs).map(Verb::name).toArray(String[]::new))
        .param(username)
        .update();
    return key.text();
  }

  /** What becomes of an operation that somebody wants. */
  public Outcome does(Actor actor, String kind, Object body) {
    return server.bean(Changes.class).propose(Proposal.of(actor, Operation.of(kind, body)));
  }

  /** Asks with a key. */
  public Reply as(String key, String method, String path, @Nullable String body, String... more) {
    return server.http(method, path, body, with(more, "Authorization", "Bearer " + key));
  }

  /** Signs a person in who has no password yet; answers the cookie. */
  public String session(String username) {
    String code =
        server.post("/api/users/" + username + "/invitation", null).json().path("code").asString();
    return session(username, code);
  }

  /** Signs a person in by an invitation; answers the cookie. */
  public String session(String username, String code) {
    Reply set =
        server.http(
            "POST",
            "/login/invitation",
            "invitation=" + code + "&new_password=" + PASSWORD.replace(' ', '+'),
            "Sec-Fetch-Site",
            "same-origin",
            "Content-Type",
            "application/x-www-form-urlencoded");
    if (set.status() != 200) {
      throw new AssertionError(set);
    }
    Reply in =
        server.http(
            "POST",
            "/api/auth/login",
            "{\"username\": \"" + username + "\", \"password\": \"" + PASSWORD + "\"}",
            "Sec-Fetch-Site",
            "same-origin");
    if (in.status() != 200) {
      throw new AssertionError(in);
    }
    return in.header("Set-Cookie").split(";", 2)[0];
  }

  /** Asks with the cookie of a session. */
  public Reply in(String cookie, String method, String path, @Nullable String body) {
    return server.http(method, path, body, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }
}
