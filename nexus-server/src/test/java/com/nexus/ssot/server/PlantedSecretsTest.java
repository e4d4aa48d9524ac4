package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.settings.LogSettings;
import com.nexus.ssot.server.settings.LogSettings.Format;
import com.nexus.ssot.server.settings.LogSettings.LogLevel;
import com.nexus.ssot.server.settings.ServerSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server that knows a secret of every sort and is called by careless and hostile callers: none of
 * the secrets comes out again, and nobody writes lines of the log. Alone, because the log belongs
 * to the process.
 */
@Isolated
class PlantedSecretsTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PASSWORD = "seven grey otters hum " + System.nanoTime();

  @TempDir Path folder;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private Path log;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    log = folder.resolve("nexus.log");
    Path data = Files.createDirectory(folder.resolve("data"));
    secrets.put("client secret", random());
    secrets.put("SECRET_KEY", random());
    secrets.put("AUDIT_ENCRYPTION_KEY", random());
    Files.writeString(
        data.resolve("login_providers.yaml"),
        """
        providers:
          planted:
            issuer: http://127.0.0.1:9
            client_id: nexus
            client_secret_file: client-secret
        """);
    Files.writeString(data.resolve("client-secret"), secrets.get("client secret"));
    server =
        TestServer.start(
            data,
            ApiKey.generate(),
            Map.of(
                "API_BASE_URL", "http://127.0.0.1",
                "SECRET_KEY", secrets.get("SECRET_KEY"),
                "AUDIT_ENCRYPTION_KEY", secrets.get("AUDIT_ENCRYPTION_KEY")));
    secrets.put("the administrator's key", server.adminKey().text());
    Logs.apply(new LogSettings(LogLevel.DEBUG, Format.TEXT, log, Map.of()));
  }

  @AfterEach
  void stop() {
    server.close();
    Logs.apply(new LogSettings(LogLevel.WARNING, Format.TEXT, null, Map.of()));
  }

  @Test
  void noSecretComesOutAgain() throws IOException {
    plant();
    beCareless();
    List<Place> places = rows();
    places.add(new Place("the log", Files.readString(log)));
    places.add(new Place("the settings", server.bean(ServerSettings.class).toString()));
    for (String path : reads()) {
      places.add(new Place(path, server.get(path).text()));
    }
    assertThat(places).hasSizeGreaterThan(100);
    // Named without what stands there, which would be the secret.
    List<String> found = new ArrayList<>();
    secrets.forEach((what, secret) -> {
      for (String spelling : spellings(secret)) {
        places.stream()
            .filter(place -> place.text().contains(spelling))
            .forEach(place -> found.add(what + " in " + place.name()));
      }
    });
    assertThat(found).isEmpty();
    assertThat(secrets).hasSize(13);
  }

  /** Where a secret could come out. */
  private record Place(String name, String text) {}

  /** As it is, and as the database shows bytes. */
  private static List<String> spellings(String secret) {
    List<String> all =
        new ArrayList<>(List.of(secret, hex(secret.getBytes(StandardCharsets.UTF_8))));
    if (secret.matches("[A-Z2-7]{32}")) {
      all.add(hex(Base32.decode(secret)));
    } else if (secret.matches("[A-Za-z0-9_-]{36}")) {
      all.add(hex(Base64.getUrlDecoder().decode(secret)));
    } else if (secret.matches("[A-Za-z0-9+/]{43}=")) {
      all.add(hex(Base64.getDecoder().decode(secret)));
    }
    return all;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Makes secrets of every sort by the calls that make them. */
  private void plant() {
    String made =
        server
            .post(
                "/api/keys",
                """
                {"name": "planted", "kind": "SERVICE", "contexts": ["*"], "verbs": ["READ"]}
                """)
            .json()
            .path("key")
            .asString();
    secrets.put("a key", made);
    Reply token =
        form("/api/auth/token", "", "grant_type=client_credentials&client_secret=" + made);
    secrets.put("a token", token.json().path("access_token").asString());

    assertThat(server.post("/api/users", "{\"username\": \"planted\"}").status()).isEqualTo(201);
    String code = server.post("/api/users/planted/invitation", null).json().path("code").asString();
    secrets.put("an invitation", code);
    secrets.put("a password", PASSWORD);
    assertThat(
            form("/login/invitation", "", "invitation=" + code + "&new_password=" + coded(PASSWORD))
                .status())
        .isEqualTo(200);
    Reply in =
        server.http(
            "POST",
            "/api/auth/login",
            "{\"username\": \"planted\", \"password\": \"" + PASSWORD + "\"}");
    String cookie = in.header("Set-Cookie").replaceFirst("^nxs=([^;]*);.*", "$1");
    secrets.put("a session", cookie);

    Reply device = form("/api/auth/device", "", "scope=ssot:read");
    String deviceCode = device.json().path("device_code").asString();
    secrets.put("a device code", deviceCode);
    String user = device.json().path("user_code").asString();
    assertThat(form("/device", cookie, "decision=confirm&user_code=" + user).status())
        .isEqualTo(200);
    Reply login =
        form(
            "/api/auth/token",
            "",
            "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=" + deviceCode);
    secrets.put("a refresh token", login.json().path("refresh_token").asString());

    String hook =
        """
        {"name": "planted", "url": "http://127.0.0.1:1025/", "events": ["*"]}
        """;
    secrets.put(
        "a webhook's secret",
        server.post("/api/webhooks", hook).json().path("secret").asString().substring(6));
    server.post("/api/webhooks/planted/test", null);

    Reply shown = form("/login/account/totp", cookie, "password=" + coded(PASSWORD));
    Matcher seed = Pattern.compile("<code>([A-Z2-7]{32})</code>").matcher(shown.text());
    assertThat(seed.find()).isTrue();
    secrets.put("a seed of codes", seed.group(1));
    assertThat(secrets.values()).noneMatch(String::isBlank);
  }

  /** Puts the secrets where they do not belong. */
  private void beCareless() {
    for (String secret : List.copyOf(secrets.values())) {
      String coded = coded(secret);
      for (String path : List.of("/api/whoami", "/api/aliases/resolve/default/x", "/x")) {
        server.get(path + "?api_key=" + coded);
        server.get(path + "?access_token=" + coded);
      }
      server.http("GET", "/api/whoami", null, "Authorization", "Bearer " + secret + "x");
      server.http("GET", "/api/whoami", null, "Authorization", "Basic " + coded);
      server.http("GET", "/api/whoami", null, "X-API-Key", "x" + secret);
      server.http("GET", "/login/account", null, "Cookie", "nxs=" + coded + "x");
      server.http("POST", "/api/auth/login", "{\"password\": \"" + secret + "\"");
      server.http("POST", "/api/auth/login", "{\"password\": {\"" + secret + "\": 1}}");
      form("/api/auth/token", "", "grant_type=refresh_token&refresh_token=" + coded + "x");
      form("/api/auth/token", "", "grant_type=client_credentials&client_secret=" + coded + "x");
      form("/api/auth/revoke", "", "token=" + coded + "x");
      form("/login/invitation", "", "invitation=" + coded + "x&new_password=" + coded(PASSWORD));
    }
    for (int i = 0; i < 3; i++) {
      form("/login", "", "username=planted&password=" + coded(PASSWORD + "x"));
      form("/login", "", "username=" + coded(PASSWORD) + "&password=planted");
    }
  }

  @Test
  void nobodyWritesLinesOfTheLog() throws IOException {
    String line = "2020-01-01T00:00:00.000Z ERROR Forged: \u001b[2J";
    for (String start : List.of("\n", "\r\n", "\r", "\u0085", "\u2028", "x\u001b[1A")) {
      String text = start + line;
      String json = text.replace("\n", "\\n").replace("\r", "\\r").replace("\u001b", "\\u001b");
      String coded = coded(text);
      server.post("/api/users", "{\"username\": \"" + json + "\"}");
      server.post("/api/aliases", "{\"alias\": \"" + json + "\", \"canonical\": \"" + json + "\"}");
      server.post("/api/aliases", "{\"" + json + "\": 1}");
      server.post("/api/contexts", "{\"name\": \"log\", \"description\": \"" + json + "\"}");
      server.get("/api/users/" + coded);
      server.get("/api/search?q=" + coded);
      server.get("/api/aliases?context=" + coded);
      server.get("/api/aliases?" + coded + "=1");
      server.get("/api/aliases?cursor=" + coded);
      server.get("/" + coded);
      server.get("/api/aliases/resolve/default/" + coded);
      server.http(
          "POST", "/api/auth/login", "{\"username\": \"" + json + "\", \"password\": \"a\"}");
      form("/login", "", "username=" + coded + "&password=" + coded);
      form("/api/auth/token", "", "grant_type=" + coded);
      form("/api/auth/device", "", "scope=" + coded + "&client_id=" + coded);
    }
    for (String header : List.of("User-Agent", "X-Request-Id", "Origin", "Accept", "If-Match")) {
      server.get("/api/whoami", header, "a\tb " + line.replace("\u001b", ""));
      server.post("/api/aliases", "{", header, "\u00e9\u009b" + line.replace("\u001b", ""));
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).as("what was sent reaches the log").anyMatch(l -> l.contains("forged"));
    assertThat(lines)
        .allMatch(l ->
            l.matches("20(?!20)\\d\\d-\\d\\d-\\d\\dT[\\d:.]{12}Z (DEBUG|INFO |WARN |ERROR) .*"))
        .noneMatch(l -> l.codePoints().anyMatch(c -> Character.isISOControl(c)));
  }

  private Reply form(String path, String cookie, String body) {
    return server.http(
        "POST",
        path,
        body,
        "Content-Type",
        FORM,
        "Sec-Fetch-Site",
        "same-origin",
        "Cookie",
        cookie.isEmpty() ? "none=1" : "nxs=" + cookie);
  }

  /** Every read that needs nothing in its path, and some that do. */
  private List<String> reads() {
    List<String> paths = new ArrayList<>();
    server
        .get("/api/openapi.json")
        .json()
        .path("paths")
        .properties()
        .forEach(path -> {
          if (path.getValue().has("get") && !path.getKey().contains("{")) {
            paths.add(path.getKey());
          }
        });
    paths.add("/api/users/planted");
    paths.add("/api/changes?limit=1000");
    assertThat(paths).contains("/metrics", "/health", "/api/keys");
    return paths;
  }

  /** Everything in the database, as text. */
  private List<Place> rows() {
    JdbcClient sql = server.bean(JdbcClient.class);
    List<Place> all = new ArrayList<>();
    for (String table :
        sql.sql("select tablename from pg_tables where schemaname = 'public'")
            .query(String.class)
            .list()) {
      sql.sql("select t::text from \"" + table + "\" t")
          .query(String.class)
          .list()
          .forEach(row -> all.add(new Place(table, row)));
    }
    return all;
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String random() {
    return Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
  }
}
