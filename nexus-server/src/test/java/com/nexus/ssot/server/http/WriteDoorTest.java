package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.identity.login.Sessions;
import com.nexus.ssot.server.registry.Stock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Every call that takes a body, found among the handlers: it takes what it names, no more. */
class WriteDoorTest {
  private static final String EXTRA = "no_such_field";

  /** Where others say what a body is made of. */
  private static final Set<String> FREE =
      Set.of(
          // Bytes that are kept as they are.
          "/api/anchors/{name}/versions",
          "/api/anchors/{name}/compatibility",
          // Documents of others, read for what is known in them.
          "/api/import",
          // OAuth demands that unknown parameters are ignored (RFC 6749, section 3.2).
          "/api/auth/token",
          "/api/auth/device",
          "/api/auth/revoke",
          // A form without fields, whose body is not looked at.
          "/logout",
          "/login/account/sessions/end-others");

  // One of its own, because it has a second administrator.
  private static TestServer server;
  private static JsonNode document;
  private static Map<String, String> objects;
  private static UUID administrator;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    document = server.http("GET", "/api/openapi.json", null).json();
    objects = objects();
    administrator = administrator();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A call with a body. */
  private record Door(String method, String pattern, List<String> types) {
    boolean takesForms() {
      return types.contains(Form.TYPE);
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  @Test
  void aFieldThatDoesNotExistIsRefusedByEveryCallThatTakesABody() {
    SoftAssertions all = new SoftAssertions();
    List<Door> doors = doors();
    for (Door door : doors) {
      if (FREE.contains(door.pattern())) {
        continue;
      }
      String field = "{\"" + EXTRA + "\": 1}";
      // What is not even such a file is told so.
      String json =
          door.pattern().equals("/api/roles/import") ? "{\"security\": " + field + "}" : field;
      Reply reply = send(door, door.takesForms() ? EXTRA + "=1" : json);
      all.assertThat(reply.status()).as(door + " " + reply.text()).isIn(400, 422);
      if (!door.takesForms()) {
        all.assertThat(reply.code()).as(door.toString()).isIn("INVALID", "BAD_PARAMETER");
        all.assertThat(reply.text()).as(door.toString()).contains(EXTRA);
      }
    }
    all.assertAll();
    assertThat(doors.stream().map(Door::pattern)).containsAll(FREE);
    assertThat(doors).hasSizeGreaterThan(30);
  }

  @Test
  void whatOnlyTheServerWritesIsRefusedByEveryPatchAndNamed() {
    SoftAssertions all = new SoftAssertions();
    int fields = 0;
    for (Door door : doors()) {
      if (!door.method().equals("PATCH")) {
        continue;
      }
      String path = path(door.pattern());
      JsonNode before = server.get(path).json();
      JsonNode writable = writable(door.pattern());
      for (String field : before.propertyNames()) {
        if (writable.has(field)) {
          continue;
        }
        fields++;
        String own = before.path(field).isNull() ? "\"x\"" : before.path(field).toString();
        for (String value : List.of(own, "null")) {
          Reply reply = send(door, "{\"" + field + "\": " + value + "}");
          all.assertThat(reply.status()).as(door + " " + field + " " + reply.text()).isEqualTo(422);
          all.assertThat(reply.text()).as(door + " " + field).contains("\"/" + field + "\"");
        }
      }
      all.assertThat(server.get(path).json()).as(path).isEqualTo(before);
    }
    all.assertAll();
    assertThat(fields).isGreaterThan(20);
  }

  /** What the call that makes such an object takes. */
  private static JsonNode writable(String pattern) {
    if (pattern.equals("/api/conflicts/{id}")) {
      return Json.read("{\"owner\": {}}".getBytes(StandardCharsets.UTF_8));
    }
    String collection = pattern.substring(0, pattern.lastIndexOf('/')).replace("/", "~1");
    String reference =
        document
            .at("/paths/" + collection + "/post/requestBody/content/application~1json/schema/$ref")
            .asString("");
    JsonNode properties = document.at(reference.substring(1)).path("properties");
    assertThat(properties.isObject()).as(pattern).isTrue();
    return properties;
  }

  private static Reply send(Door door, String body) {
    List<String> headers =
        new ArrayList<>(List.of("Cookie", "nxs=" + session(), "Sec-Fetch-Site", "same-origin"));
    headers.add("Content-Type");
    headers.add(door.takesForms() ? Form.TYPE : "application/json");
    return server.http(door.method(), path(door.pattern()), body, headers.toArray(String[]::new));
  }

  private static String path(String pattern) {
    String path = pattern;
    for (Map.Entry<String, String> object : objects.entrySet()) {
      if (path.startsWith(object.getKey() + "/{")) {
        path = path.replaceFirst("\\{[^}]*}", object.getValue());
      }
    }
    return path.replaceAll("\\{[^}]*}", "no-such-thing");
  }

  /** One object of each kind, by where such objects are. */
  private static Map<String, String> objects() {
    Stock stock = new Stock(server);
    String person = made("/api/users", "{\"username\": \"%s\"}", Stock.unique("anna"));
    String team = made("/api/teams", "{\"name\": \"%s\"}", Stock.unique("team"));
    String role = made("/api/roles", "{\"name\": \"%s\"}", Stock.unique("role"));
    String service = made("/api/services", "{\"name\": \"%s\"}", Stock.unique("service"));
    String key =
        server
            .post(
                "/api/keys",
                """
                {"name": "a", "kind": "SERVICE", "contexts": ["default"], "verbs": ["READ"]}
                """)
            .json()
            .path("id")
            .asString();
    String change =
        server
            .post(
                "/api/changes",
                """
                {"draft": true, "operations": [{"kind": "service.create",
                  "body": {"name": "%s"}}]}
                """
                    .formatted(Stock.unique("drafted")))
            .json()
            .path("id")
            .asString();
    String webhook =
        made(
            "/api/webhooks",
            "{\"name\": \"%s\", \"url\": \"https://hooks.example.com/\", \"events\": [\"*\"]}",
            Stock.unique("hook"));
    Map<String, String> objects =
        new HashMap<>(
            Map.of("/api/conflicts", conflict(), "/api/webhooks", webhook, "/changes", change));
    objects.putAll(
        Map.of(
            "/api/changes",
            change,
            "/api/aliases",
            stock.alias("default", Stock.unique("door"), "https://a.example/"),
            "/api/anchors",
            stock.anchor(Stock.unique("anchor")),
            "/api/endpoints",
            stock.endpoint(Stock.unique("endpoint")),
            "/api/contexts",
            stock.context(),
            "/api/users",
            person,
            "/api/teams",
            team,
            "/api/roles",
            role,
            "/api/services",
            service,
            "/api/keys",
            key));
    return objects;
  }

  /** A conflict, which the server finds and nobody makes. */
  private static String conflict() {
    return server
        .bean(JdbcClient.class)
        .sql(
            """
            insert into conflict (id, type, context_key, context, alias, claimed, claims, state,
              revision, detected_at, updated_at)
            values (gen_random_uuid(), 'COMPETING_CHANGES', 'default', 'default', 'wanted', 'door',
              '[{"object_type": "change"}, {"object_type": "change"}]', 'OPEN', 1, now(), now())
            returning id
            """)
        .query(UUID.class)
        .single()
        .toString();
  }

  private static String made(String path, String draft, String name) {
    Reply reply = server.post(path, draft.formatted(name));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return name;
  }

  /** Somebody who may do everything. */
  private static UUID administrator() {
    String name = made("/api/users", "{\"username\": \"%s\"}", Stock.unique("boss"));
    assertThat(server.put("/api/roles/admin/members/" + name, null).status()).isEqualTo(200);
    // No star grants it.
    String role =
        made(
            "/api/roles",
            "{\"name\": \"%s\", \"grants\": [{\"verb\": \"override\", \"kind\": \"proposal\"}]}",
            Stock.unique("glass"));
    assertThat(server.put("/api/roles/" + role + "/members/" + name, null).status()).isEqualTo(200);
    return UUID.fromString(server.get("/api/users/" + name).json().path("id").asString());
  }

  /** A session of their own for each call, because some calls end it. */
  private static String session() {
    Actor.Origin here = new Actor.Origin("127.0.0.1", "test", "doors", null);
    return server.bean(Sessions.class).open(administrator, "local", Instant.now(), here).cookie();
  }

  private static List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    server
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> {
          Body body = body(handler);
          if (body != null) {
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
              for (String pattern : info.getPatternValues()) {
                doors.add(
                    new Door(
                        method.name(),
                        ApiDocument.plain(pattern),
                        BodyArgument.types(body, method.name())));
              }
            }
          }
        });
    return doors;
  }

  private static @Nullable Body body(HandlerMethod handler) {
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(Body.class)) {
        return Objects.requireNonNull(parameter.getParameterAnnotation(Body.class));
      }
    }
    return null;
  }
}
