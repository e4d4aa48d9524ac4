package com.nexus.ssot.server.identity.login;

import static com.nexus.ssot.server.TestEngine.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.identity.login.LoginWorld.Browsing;
import com.nexus.ssot.server.identity.login.LoginWorld.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who replaces what they sign in with needs all of it, and everything else that is open ends. */
class ReplacedProofsTest {
  private static final String OTHER = "eight blue herons whistle";
  private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  private final TestServer server = TestServer.shared();
  private final LoginWorld world = new LoginWorld(server);
  private final Browsing browser = world.browser();
  private final Browsing other = world.browser();
  private final Person person = world.person();

  @Test
  void aChangedPasswordEndsEverythingElseAndTheSessionGoesOnUnderANewId() {
    browser.login(person);
    other.login(person);
    Device device = signedInOnADevice();
    Device waiting = confirmed();
    String before = browser.cookie;
    assertThat(changePassword(null).status()).isEqualTo(204);
    requireOnlyTheBrowserGoesOn(before, device, waiting);
  }

  @Test
  void soDoesOneThatIsChangedOnThePage() {
    browser.login(person);
    other.login(person);
    Device device = signedInOnADevice();
    Device waiting = confirmed();
    String before = browser.cookie;
    Reply page =
        browser.form(
            "/login/account/password", "old_password", LoginWorld.PASSWORD, "new_password", OTHER);
    assertThat(page.text()).contains("The password is changed");
    requireOnlyTheBrowserGoesOn(before, device, waiting);
  }

  @Test
  void soDoesAnAuthenticatorProgram() {
    browser.login(person);
    other.login(person);
    Device device = signedInOnADevice();
    Device waiting = confirmed();
    String before = browser.cookie;
    String secret = proposed(null);
    assertThat(other.get("/api/whoami").status()).as("nothing is replaced yet").isEqualTo(200);
    String code = TotpTest.code(secret, Instant.now());
    assertThat(browser.form("/login/account/totp/confirm", "code", code).status()).isEqualTo(303);
    requireOnlyTheBrowserGoesOn(before, device, waiting);
  }

  @Test
  void whereAProgramIsSetUpThePasswordIsNotChangedWithoutACode() {
    browser.login(person);
    String secret = world.setUpTotp(person);
    String refused = withoutInstance(changePassword(null));
    assertThat(withoutInstance(changePassword("000 00"))).isEqualTo(refused);
    assertThat(refused).contains("UNAUTHENTICATED");
    assertThat(
            browser
                .form(
                    "/login/account/password",
                    "old_password",
                    LoginWorld.PASSWORD,
                    "new_password",
                    OTHER)
                .status())
        .isEqualTo(401);
    assertThat(browser.get("/login/account").text()).contains("name=\"code\"");
    assertThat(changePassword(world.code(person, secret)).status()).isEqualTo(204);
    String next = world.code(person, secret);
    assertThat(other.login(person.name(), OTHER, next).status()).isEqualTo(200);
  }

  @Test
  void whereAProgramIsSetUpNoOtherTakesItsPlaceWithoutACode() {
    browser.login(person);
    String secret = world.setUpTotp(person);
    Reply refused = browser.form("/login/account/totp", "password", LoginWorld.PASSWORD);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).doesNotContain("otpauth");
    String another = proposed(world.code(person, secret));
    String code = TotpTest.code(another, Instant.now());
    assertThat(browser.form("/login/account/totp/confirm", "code", code).status()).isEqualTo(303);
    String former = world.code(person, secret);
    assertThat(other.login(person.name(), LoginWorld.PASSWORD, former).status()).isEqualTo(401);
    String next = world.code(person, another);
    assertThat(other.login(person.name(), LoginWorld.PASSWORD, next).status()).isEqualTo(200);
  }

  @Test
  void whoEndsAllSessionsSignsDevicesOutToo() {
    browser.login(person);
    other.login(person);
    Device device = signedInOnADevice();
    Device waiting = confirmed();
    assertThat(browser.json("DELETE", "/api/auth/sessions", null).status()).isEqualTo(204);
    requireOver(device, waiting);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
  }

  @Test
  void aPasswordSetByAnInvitationEndsWhatWasBefore() {
    browser.login(person);
    other.login(person);
    Device device = signedInOnADevice();
    Device waiting = confirmed();
    Reply set =
        world
            .browser()
            .form("/login/invitation", "invitation", world.invite(person), "new_password", OTHER);
    assertThat(set.status()).isEqualTo(200);
    requireOver(device, waiting);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(401);
  }

  private void requireOnlyTheBrowserGoesOn(@Nullable String before, Device device, Device waiting) {
    requireOver(device, waiting);
    assertThat(browser.cookie).isNotEqualTo(before);
    assertThat(browser.get("/api/whoami").status()).isEqualTo(200);
    Browsing thief = world.browser();
    thief.cookie = before;
    assertThat(thief.get("/api/whoami").status()).isEqualTo(401);
  }

  private void requireOver(Device device, Device waiting) {
    assertThat(other.get("/api/whoami").status()).isEqualTo(401);
    assertThat(whoAmI(device).status()).isEqualTo(401);
    assertThat(token("grant_type", "refresh_token", "refresh_token", device.refreshToken()).text())
        .contains("invalid_grant");
    assertThat(take(waiting).text()).contains("invalid_grant");
  }

  private Reply changePassword(@Nullable String code) {
    return browser.json(
        "POST",
        "/api/auth/password",
        "{\"old_password\":\""
            + LoginWorld.PASSWORD
            + "\",\"new_password\":\""
            + OTHER
            + "\""
            + (code == null ? "" : ",\"totp\":\"" + code + "\"")
            + "}");
  }

  private String proposed(@Nullable String code) {
    Reply shown =
        code == null
            ? browser.form("/login/account/totp", "password", LoginWorld.PASSWORD)
            : browser.form("/login/account/totp", "password", LoginWorld.PASSWORD, "code", code);
    Matcher secret = Pattern.compile("<code>([A-Z2-7]{32})</code>").matcher(shown.text());
    assertThat(secret.find()).isTrue();
    return secret.group(1);
  }

  private static String withoutInstance(Reply reply) {
    return reply.text().replaceAll("\"instance\":\"[^\"]+\"", "");
  }

  /** A program that signed in, or may. */
  private record Device(String code, String accessToken, String refreshToken) {

    @Override
    public String toString() {
      return "Device[hidden]";
    }
  }

  /** A program that the person let in and that has not asked since. */
  private Device confirmed() {
    Reply begun = form("/api/auth/device");
    String code = begun.json().path("user_code").asString();
    assertThat(browser.form("/device", "user_code", code, "decision", "confirm").status())
        .isEqualTo(200);
    return new Device(begun.json().path("device_code").asString(), "", "");
  }

  /** What is made in the second in which the person got their password ends with it. */
  private Device signedInOnADevice() {
    List<Device> devices = new ArrayList<>();
    eventually(() -> {
      devices.add(signIn());
      return whoAmI(devices.getLast()).status() == 200;
    });
    return devices.getLast();
  }

  private Device signIn() {
    Device let = confirmed();
    Reply given = take(let);
    assertThat(given.status()).isEqualTo(200);
    return new Device(
        let.code(),
        given.json().path("access_token").asString(),
        given.json().path("refresh_token").asString());
  }

  private Reply take(Device device) {
    return token("grant_type", DEVICE_GRANT, "device_code", device.code());
  }

  private Reply whoAmI(Device device) {
    return server.http(
        "GET", "/api/whoami", null, "Authorization", "Bearer " + device.accessToken());
  }

  private Reply token(String... fields) {
    return form("/api/auth/token", fields);
  }

  private Reply form(String path, String... fields) {
    return server.http(
        "POST", path, Browsing.fields(fields), "Content-Type", "application/x-www-form-urlencoded");
  }
}
