package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.Callers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Asks a server for tokens, and with them. */
record TokenClient(TestServer server) {

  /** Sends a form to one of the addresses below {@code /api/auth}. */
  Reply form(String what, String... pairs) {
    return formWith(what, new String[0], pairs);
  }

  /** The same with headers, names and values in turn. */
  Reply formWith(String what, String[] headers, String... pairs) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = TokenForm.TYPE;
    return server.http("POST", "/api/auth/" + what, body.toString(), all);
  }

  /** A token for a key. */
  String token(ApiKey key, String... pairs) {
    String[] all = new String[pairs.length + 4];
    all[0] = "grant_type";
    all[1] = "client_credentials";
    all[2] = "client_secret";
    all[3] = key.text();
    System.arraycopy(pairs, 0, all, 4, pairs.length);
    Reply reply = form("token", all);
    if (reply.status() != 200) {
      throw new AssertionError(reply.toString());
    }
    return reply.json().path("access_token").asString();
  }

  /** A new key, made by the administrator. */
  ApiKey key(String kind, String contexts, String verbs) {
    Reply made =
        server.post(
            "/api/keys",
            "{\"name\":\"%s\",\"kind\":\"%s\",\"contexts\":[%s],\"verbs\":[%s]}"
                .formatted("k-" + UUID.randomUUID(), kind, contexts, verbs));
    if (made.status() != 201) {
      throw new AssertionError(made.toString());
    }
    return ApiKey.parse(made.json().path("key").asString()).orElseThrow();
  }

  Reply whoAmI(String token) {
    return with(token, "GET", "/api/whoami");
  }

  Reply with(String token, String method, String path) {
    return server.http(method, path, null, "Authorization", "Bearer " + token);
  }

  /** The administrator, signed in. */
  Actor person() {
    return person(server.get("/api/whoami").json().path("principal_id"));
  }

  /** Somebody else who has signed in. */
  Actor person(String username) {
    return person(server.get("/api/users/" + username).json().path("id"));
  }

  private Actor person(JsonNode principalId) {
    UUID id = UUID.fromString(principalId.asString());
    return server
        .bean(Callers.class)
        .actor(
            id,
            new Actor.Credential(
                "session:test", Actor.Credential.internal().verbs(), Set.of("*"), Instant.now()),
            Actor.Origin.INTERNAL)
        .orElseThrow();
  }

  /** The answer to a login on a device that the administrator confirmed. */
  Reply signIn() {
    Reply device = form("device");
    server.bean(DeviceCodes.class).confirm(device.json().path("user_code").asString(), person());
    return form(
        "token",
        "grant_type",
        DeviceCodes.GRANT,
        "device_code",
        device.json().path("device_code").asString());
  }
}
