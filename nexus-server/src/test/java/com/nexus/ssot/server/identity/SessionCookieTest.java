package com.nexus.ssot.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cookie is kept from everybody but its own host. */
class SessionCookieTest {
  @TempDir private Path folder;

  @Test
  void whereThereIsTlsItGoesOverTlsOnlyAndToThisHostOnly() {
    SessionCookie cookie = cookie(Map.of("API_BASE_URL", "https://names.example"));
    assertThat(cookie.name()).isEqualTo("__Host-nxs");
    assertThat(cookie.handOut("abc"))
        .isEqualTo("__Host-nxs=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(cookie.takeBack()).contains("__Host-nxs=;", "Max-Age=0", "Secure", "Path=/");
  }

  @Test
  void whereOthersCanListenItGoesOverTlsOnly() {
    assertThat(cookie(Map.of("API_HOST", "0.0.0.0")).name()).isEqualTo("__Host-nxs");
  }

  @Test
  void onThisMachineAloneItNeedsNoTls() {
    SessionCookie cookie = cookie(Map.of("API_HOST", "127.0.0.1"));
    assertThat(cookie.handOut("abc")).isEqualTo("nxs=abc; Path=/; HttpOnly; SameSite=Lax");
  }

  private SessionCookie cookie(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("NEXUS_DATA_DIR", folder.toString());
    environment.put("NEXUS_CONFIG_DIR", folder.toString());
    return new SessionCookie(ServerSettings.load(environment, folder, Map.of()));
  }
}
