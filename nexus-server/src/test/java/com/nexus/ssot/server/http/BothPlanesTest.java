package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.registry.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What holds for every answer of a whole server, on both its planes. */
class BothPlanesTest {
  private static final List<String> PLANES =
      List.of("/api/whoami", "/api/aliases/resolve/default/none", "/none-such", "/login");

  private final TestServer server = TestServer.shared();

  @Test
  void everyRouteAnswersWithWhatAllAnswersCarry() {
    int asked = 0;
    for (Map.Entry<String, List<String>> route : routes().entrySet()) {
      String path = route.getKey().replaceAll("\\{[^}]*}", "no-such-thing");
      for (String method : route.getValue()) {
        for (String[] credential :
            new String[][] {{}, {"Authorization", "Bearer rubbish"}, {"Cookie", "nxs=rubbish"}}) {
          Reply reply = server.http(method, path, null, credential);
          dressed(method + " " + path, reply.headers().map());
          asked++;
        }
      }
    }
    assertThat(asked).isGreaterThan(200);
  }

  @Test
  void namesThatResolveAreAnsweredWithItToo() {
    String alias = new Stock(server).alias("default", Stock.unique("found"), "https://a.example/");
    for (String path :
        List.of(
            "/api/aliases/resolve/default/" + alias,
            "/aliases/" + alias + "?context=default",
            "/" + alias + "?context=default")) {
      Reply found = server.get(path);
      assertThat(found.status()).as(path).isEqualTo(200);
      dressed(path, found.headers().map());
      Reply same = server.get(path, "If-None-Match", found.header("ETag"));
      assertThat(same.status()).as(path).isEqualTo(304);
      dressed("304 " + path, same.headers().map());
    }
  }

  private Map<String, List<String>> routes() {
    Map<String, List<String>> routes = new TreeMap<>();
    server
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> {
          for (String pattern : info.getPatternValues()) {
            List<String> methods =
                routes.computeIfAbsent(ApiDocument.plain(pattern), _ -> new ArrayList<>());
            info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .forEach(methods::add);
          }
        });
    for (String path : PLANES) {
      routes.put(path, List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS"));
    }
    return routes;
  }

  /** Refused before anybody looked where it leads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api//whoami HTTP/1.1\r\nHost: localhost",
        "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost",
        "TRACE /api/whoami HTTP/1.1\r\nHost: localhost",
        "TRACE /none-such HTTP/1.1\r\nHost: localhost",
        "BREW /api/whoami HTTP/1.1\r\nHost: localhost",
        "get /none-such HTTP/1.1\r\nHost: localhost",
        "GET /api/whoami HTTP/1.1\r\nHost: evil.example",
        "GET /none-such HTTP/1.1\r\nHost: evil.example",
        "GET /api/whoami HTTP/1.1",
        "GET /api/whoami HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET /api/whoami HTTP/9.9\r\nHost: localhost",
        "GET /api/whoami?a=%zz HTTP/1.1\r\nHost: localhost",
        "GET /api/whoami?api_key=x HTTP/1.1\r\nHost: localhost",
        "GET /api/whoami HTTP/1.1\r\nHost: localhost\r\nAuthorization: a\r\nX-API-Key: b",
        "GET /none-such HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-nxs=a\r\nX-API-Key: b",
        "GET /api/whoami HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c",
        "GET /api/whoami HTTP/1.1\r\nHost: localhost\r\nA: \u001b[31m",
        "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
        "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
        "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked",
        "nonsense"
      })
  void refusalsBeforeRoutingCarryItTooAndGiveNothingAway(String head) {
    refused(head, "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void whatIsTooLongIsRefusedByBothPlanes() {
    for (String path : PLANES) {
      String end = " HTTP/1.1\r\nHost: localhost\r\n";
      String close = "Connection: close\r\n\r\n";
      assertThat(refused("GET " + path + "?q=" + "a".repeat(5_000) + end, close)).isEqualTo(414);
      assertThat(refused("GET " + path + end + "A: " + "a".repeat(20_000), "\r\n\r\n"))
          .isEqualTo(431);
      assertThat(refused("GET " + path + end + "A: b\r\n".repeat(120), close)).isEqualTo(431);
    }
  }

  /** Sends what is refused; the status. */
  private int refused(String head, String rest) {
    String shown = head.length() > 100 ? head.substring(0, 100) : head;
    String answer = RawHttp.exchange(server.running().port(), head + rest);
    String[] parts = answer.split("\r\n\r\n", 2);
    int status = Integer.parseInt(parts[0].substring(9, 12));
    assertThat(status).as(shown).isBetween(400, 505).isNotEqualTo(500);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    parts[0]
        .lines()
        .skip(1)
        .forEach(line -> {
          int colon = line.indexOf(':');
          headers
              .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
              .add(line.substring(colon + 1).strip());
        });
    dressed(shown, headers);
    assertThat(headers.get("Content-Type")).as(shown).containsExactly("application/problem+json");
    assertThat(parts[1]).as(shown).contains("\"code\":\"");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .as(shown)
        .doesNotContain("jetty", "spring", "exception", "java.", "org.", "com.nexus", "evil");
    return status;
  }

  private static void dressed(String what, Map<String, List<String>> given) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(given);
    assertThat(headers.get("X-Content-Type-Options")).as(what).isEqualTo(List.of("nosniff"));
    assertThat(headers.get("Referrer-Policy")).as(what).isEqualTo(List.of("no-referrer"));
    assertThat(headers.get("X-Request-Id")).as(what).hasSize(1);
    assertThat(headers.get("Cache-Control")).as(what).hasSize(1);
    assertThat(headers.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .as(what)
        .doesNotContain("server", "x-powered-by", "via", "x-application-context")
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void otherSitesAreAllowedNothingByPreflights() {
    for (String path : PLANES) {
      for (String method : List.of("OPTIONS", "GET")) {
        Reply reply =
            server.http(
                method,
                path,
                null,
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "DELETE",
                "Access-Control-Request-Headers",
                "authorization");
        dressed(method + " " + path, reply.headers().map());
      }
    }
  }

  @Test
  void noHeaderMakesAnotherMethodOfARequest() {
    String alias = new Stock(server).alias("default", Stock.unique("stays"), "https://a.example/");
    for (String header :
        List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method")) {
      for (String path :
          List.of(
              "/api/aliases/" + alias,
              "/api/aliases/resolve/default/" + alias,
              "/" + alias + "?context=default")) {
        assertThat(server.get(path, header, "DELETE").status()).as(header + path).isEqualTo(200);
        assertThat(server.post(path, null, header, "DELETE").status())
            .as(header + path)
            .isIn(404, 405);
      }
    }
    assertThat(server.get("/api/aliases/" + alias + "?_method=DELETE").code())
        .isEqualTo("UNKNOWN_PARAMETER");
    assertThat(server.get("/api/aliases/" + alias).json().path("is_active").asBoolean()).isTrue();
  }

  @Test
  void noHeaderMakesSomebodyOfNobodyNorAnotherPlaceOfThisOne() {
    String id = server.get("/api/whoami").json().path("principal_id").asString();
    for (String header :
        List.of(
            "X-Nexus-Principal",
            "X-Nexus-Actor",
            "X-Nexus-Subject",
            "X-Nexus-Kind",
            "X-Forwarded-User",
            "X-Remote-User",
            "Remote-User",
            "X-Client-Cert",
            "X-Forwarded-Client-Cert")) {
      for (String path : List.of("/api/whoami", "/api/aliases/resolve/default/none")) {
        assertThat(server.http("GET", path, null, header, id).status())
            .as(header + path)
            .isEqualTo(401);
      }
    }
    for (String header :
        List.of(
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-Forwarded-Prefix",
            "X-Forwarded-Host",
            "X-Forwarded-Server",
            "Forwarded")) {
      String value = header.equals("Forwarded") ? "host=evil.example" : "evil.example/health";
      assertThat(server.http("GET", "/api/whoami", null, header, value).status())
          .as(header)
          .isEqualTo(401);
      assertThat(server.http("GET", "/", null, header, value).header("Location"))
          .as(header)
          .doesNotContain("evil");
      String type = "application/x-www-form-urlencoded";
      assertThat(
              server
                  .http("POST", "/api/auth/device", "a=b", "Content-Type", type, header, value)
                  .json()
                  .path("verification_uri")
                  .asString())
          .as(header)
          .isEqualTo(server.url() + "/device");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/health",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/loggers",
        "/manage/health",
        "/heapdump",
        "/env",
        "/h2-console",
        "/swagger-ui.html",
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/error",
        "/.env",
        "/.git/config",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/application.properties",
        "/config/security_registry.yaml",
        "/server-status",
        "/login/oauth2/code/nobody/x"
      })
  void whatServersOftenGiveAwayIsNotThereEvenForTheAdministrator(String path) {
    Reply reply = server.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("NOT_FOUND");
    assertThat(reply.text())
        .doesNotContainIgnoringCase("jetty", "spring", "exception", "whitelabel");
    dressed(path, reply.headers().map());
  }
}
