package com.nexus.ssot.server.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.WhoAmI;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.Callers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in with a real Keycloak, by its own form. Needs the Maven profile {@code keycloak}. */
@Tag("keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakLoginTest {
  private static final String PASSWORD = "alice-in-keycloak";
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  private final Keycloak keycloak;
  private final TestServer server;

  KeycloakLoginTest() throws IOException, InterruptedException {
    keycloak = Keycloak.start(Path.of(System.getProperty("keycloak.home", "no home is set")));
    Path folder = Files.createTempDirectory("nexus-test-");
    Files.writeString(
        folder.resolve("login_providers.yaml"),
        """
        providers:
          keycloak:
            label: Keycloak
            issuer: %s
            client_id: nexus-client
            client_secret: ${KEYCLOAK_CLIENT_SECRET}
        """
            .formatted(keycloak.issuer()));
    server =
        TestServer.start(
            folder,
            ApiKey.generate(),
            Map.of(
                "API_BASE_URL",
                TestBrowser.BASE,
                "KEYCLOAK_CLIENT_SECRET",
                "a-secret-for-this-test"));
  }

  @AfterAll
  void stop() {
    server.close();
    keycloak.close();
  }

  @Test
  void alicePutsHerPasswordInAtKeycloakAndIsTheSamePersonHereEachTime() throws Exception {
    TestBrowser browser = new TestBrowser(server);
    Reply in = browser.get(atKeycloak(browser.begin("keycloak", ""), PASSWORD).toString());
    assertThat(in.status()).as(in.text()).isEqualTo(303);
    WhoAmI who = browser.get("/api/whoami").as(WhoAmI.class);
    assertThat(who.name()).isEqualTo("keycloak-alice");
    assertThat(personOf(who))
        .containsEntry("display_name", "Alice Example")
        .containsEntry("email", "alice@example.com");

    server.bean(JdbcClient.class).sql("delete from session").update();
    assertThat(browser.who()).isEmpty();

    TestBrowser second = new TestBrowser(server);
    URI fresh = second.begin("keycloak", "?fresh=true&next=/api/whoami");
    assertThat(second.get(atKeycloak(fresh, PASSWORD).toString()).header("Location"))
        .isEqualTo("/api/whoami");
    assertThat(second.who()).isEqualTo(who.principalId().toString());

    server
        .bean(JdbcClient.class)
        .sql("update principal set disabled_at = now() where id = ?")
        .param(who.principalId())
        .update();
    server.bean(Callers.class).reset();
    assertThat(second.who()).isEmpty();
    TestBrowser third = new TestBrowser(server);
    Reply refused = third.get(atKeycloak(third.begin("keycloak", ""), PASSWORD).toString());
    assertThat(refused.status()).isEqualTo(401);
    assertThat(third.who()).isEmpty();
  }

  @Test
  void aCodeThatKeycloakGaveIsGoodOnce() throws Exception {
    TestBrowser browser = new TestBrowser(server);
    URI back = atKeycloak(browser.begin("keycloak", ""), PASSWORD);
    assertThat(back.getRawQuery()).contains("iss=", "session_state=");
    String foreign = TestIssuer.form(back.getRawQuery()).get("code");
    URI sent = browser.begin("keycloak", "");
    String state = TestIssuer.form(sent.getRawQuery()).get("state");
    Reply injected =
        browser.get(
            "/login/oauth2/code/keycloak?state=%s&code=%s&iss=%s"
                .formatted(state, foreign, TestIssuer.encode(keycloak.issuer())));
    assertThat(injected.status()).isEqualTo(401);
    assertThat(browser.who()).isEmpty();
  }

  /** Fills in Keycloak's form as a browser does, and says where Keycloak sends the browser. */
  private static URI atKeycloak(URI sent, String password)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          http.send(HttpRequest.newBuilder(sent).build(), HttpResponse.BodyHandlers.ofString());
      Matcher form = FORM.matcher(page.body());
      assertThat(form.find()).as(page.statusCode() + " " + page.body()).isTrue();
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Cookie", cookies(page))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "username=alice&credentialId=&password=" + TestIssuer.encode(password)))
              .build();
      HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
      String location = answer.headers().firstValue("Location").orElse("");
      assertThat(location)
          .as(answer.statusCode() + " " + answer.body())
          .startsWith(TestBrowser.BASE);
      return URI.create(location);
    }
  }

  /** Browsers send cookies that are meant for TLS to this machine without it too; Java does not. */
  private static String cookies(HttpResponse<String> page) {
    return page.headers().allValues("Set-Cookie").stream()
        .map(line -> line.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  private Map<String, Object> personOf(WhoAmI who) {
    return server
        .bean(JdbcClient.class)
        .sql("select display_name, email from person where principal_id = ?")
        .param(who.principalId())
        .query()
        .singleRow();
  }
}
