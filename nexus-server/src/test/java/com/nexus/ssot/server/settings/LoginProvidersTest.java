package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.server.settings.LoginProvider.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginProvidersTest {
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final Map<String, String> GITHUB =
      Map.of("GITHUB_CLIENT_ID", "id", "GITHUB_CLIENT_SECRET", "planted-secret");

  @TempDir Path folder;

  @BeforeEach
  void aConfigFolder() throws IOException {
    Files.createDirectory(folder.resolve("config"));
  }

  @Test
  void outsideDevelopmentAProviderIsReachedByHttpsOnly() throws IOException {
    file(
        """
        providers:
          github: { issuer: http://127.0.0.1:8080 }
        """);
    assertThat(load(GITHUB).login().providers()).hasSize(1);
    Map<String, String> staging = new HashMap<>(GITHUB);
    staging.put("ENVIRONMENT", "staging");
    assertThat(problems(staging))
        .anyMatch(line -> line.contains("reached by https; in development"));
  }

  @Test
  void withoutAFileNobodySignsInElsewhere() {
    LoginSettings login = load(Map.of()).login();
    assertThat(login.providers()).isEmpty();
    assertThat(login.verbsOf("github")).isEmpty();
  }

  @Test
  void aProviderThatEverybodyKnowsNeedsOnlyItsName() throws IOException {
    file("providers: { github: }");
    LoginSettings login = load(GITHUB).login();
    LoginProvider github = login.providers().getFirst();
    assertThat(github.kind()).isEqualTo(Kind.GITHUB);
    assertThat(github.label()).isEqualTo("GitHub");
    assertThat(github.issuer()).isEqualTo("https://github.com");
    assertThat(github.clientSecret()).isEqualTo("planted-secret");
    assertThat(github.toString()).doesNotContain("planted-secret");
    assertThat(login.verbsOf("github"))
        .containsExactlyInAnyOrder(Verb.READ, Verb.WRITE, Verb.EXECUTE);
    assertThat(login.verbsOf("google")).isEmpty();
  }

  @Test
  void anIssuerIsDescribedInTheFileAndItsSecretIsElsewhere() throws IOException {
    Files.writeString(folder.resolve("config/secret"), "planted-secret\n");
    file(
        """
        scopes: read, write, admin
        providers:
          company:
            label: The company
            issuer: https://login.example.com/realms/all
            client_id: ${COMPANY_CLIENT}
            client_secret_file: secret
            scopes: openid email
          microsoft:
            client_id: two
            client_secret: ${MS_SECRET}
            tenants: %s
        """
            .formatted(TENANT));
    LoginSettings login = load(Map.of("COMPANY_CLIENT", "one", "MS_SECRET", "other")).login();
    assertThat(login.providers())
        .extracting(LoginProvider::name, LoginProvider::clientId, LoginProvider::clientSecret)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("company", "one", "planted-secret"),
            org.assertj.core.groups.Tuple.tuple("microsoft", "two", "other"));
    assertThat(login.providers().getFirst().scopes()).containsExactly("openid", "email");
    assertThat(login.providers().getLast().tenants()).containsExactly(TENANT);
    assertThat(login.verbsOf("company")).containsExactlyInAnyOrder(Verb.values());
  }

  @Test
  void everyMistakeIsToldWithItsPlace() throws IOException {
    file(
        """
        scopes: read, everything
        providers:
          Local:
            issuer: http://login.example.com
            client_id: a
            client_secret: in-the-clear
          one:
            issuer: https://user@login.example.com
            client_id: a
            client_secret: ${NOT_SET}
            colour: red
          two:
            issuer: https://login.example.com/#x
            client_id: a
            client_secret_file: missing
            scopes: email
            label: <b>
          three: {}
          google: { issuer: https://google.example }
          microsoft: { tenants: common }
        """);
    List<String> told = problems(Map.of());
    assertThat(told)
        .anyMatch(line -> line.contains(":1:") && line.contains("no scope \"everything\""))
        .anyMatch(line -> line.contains("small letters"))
        .anyMatch(line -> line.contains(":4:") && line.contains("by https"))
        .anyMatch(line -> line.contains(":6:") && line.contains("must not stand in this file"))
        .anyMatch(line -> line.contains(":8:") && line.contains("by https"))
        .anyMatch(line -> line.contains("NOT_SET is not set"))
        .anyMatch(line -> line.contains("\"colour\""))
        .anyMatch(line -> line.contains(":13:") && line.contains("by https"))
        .anyMatch(line -> line.contains("does not exist"))
        .anyMatch(line -> line.contains("Without openid"))
        .anyMatch(line -> line.contains("A label is"))
        .anyMatch(line -> line.contains("needs issuer"))
        .anyMatch(line -> line.contains("three needs client_id"))
        .anyMatch(line -> line.contains("three needs a client secret"))
        .anyMatch(line -> line.contains("google needs client_id"))
        .anyMatch(line -> line.contains("\"issuer\""))
        .anyMatch(line -> line.contains("\"common\" is not the id"))
        .noneMatch(line -> line.contains("in-the-clear"));
  }

  @Test
  void peopleComeBackToAnAddressThatIsSetAndSafe() throws IOException {
    file("providers: { github: }");
    Map<String, String> nowhere = new HashMap<>(GITHUB);
    nowhere.put("API_BASE_URL", "");
    assertThat(problems(nowhere))
        .singleElement()
        .asString()
        .contains("API_BASE_URL", "nobody says");
    Map<String, String> clear = new HashMap<>(GITHUB);
    clear.put("ENVIRONMENT", "staging");
    assertThat(problems(clear)).anyMatch(line -> line.contains("in the clear"));
  }

  @Test
  void microsoftIsNotOpenToEverybody() throws IOException {
    file("providers: { microsoft: }");
    assertThat(problems(Map.of("MICROSOFT_CLIENT_ID", "a", "MICROSOFT_CLIENT_SECRET", "b")))
        .singleElement()
        .asString()
        .contains("Everybody in the world");
  }

  @Test
  void twoProvidersAreNotOneIssuer() throws IOException {
    file(
        """
        providers:
          one: { issuer: https://a.example, client_id: a, client_secret: "${S}" }
          two: { issuer: https://a.example, client_id: b, client_secret: "${S}" }
        """);
    assertThat(problems(Map.of("S", "s"))).singleElement().asString().contains("same issuer");
  }

  @Test
  void aClientThatNobodyUsesIsNamedInAWarning() {
    assertThat(load(GITHUB).warnings()).anyMatch(line -> line.contains("GITHUB_CLIENT_ID"));
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("config/login_providers.yaml"), text);
  }

  private List<String> problems(Map<String, String> environment) {
    Fault fault = catchThrowableOfType(Fault.class, () -> load(environment));
    return fault.causes().stream().map(Cause::toString).collect(Collectors.toList());
  }

  private ServerSettings load(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NEXUS_DATA_DIR", folder.resolve("data").toString());
    environment.put("API_BASE_URL", "http://localhost:8000");
    environment.putAll(given);
    return ServerSettings.load(environment, folder, Map.of());
  }
}
