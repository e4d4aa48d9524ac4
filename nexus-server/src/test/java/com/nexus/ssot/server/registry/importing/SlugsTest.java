package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names made from titles and operation ids. */
class SlugsTest {

  @ParameterizedTest
  @CsvSource({
    "Pet Store, pet-store",
    "  Füße & Größen  , fusse-grossen",
    "Ångström Łódź Ørsted, angstrom-lodz-orsted",
    "HubSpot CRM (v3), hubspot-crm-v3",
    "ﬁnance, finance",
    "--already--slugged--, already-slugged",
    "Shop’s API, shops-api",
    "V1, api-v1",
    "x, api-x"
  })
  void aTitleBecomesAPlainName(String title, String slug) {
    assertThat(Slugs.ofText(title, "api", 240)).isEqualTo(slug);
  }

  @ParameterizedTest
  @CsvSource({
    "getUser, get-user",
    "get_user_by_ID, get-user-by-id",
    "HTTPServerStart, http-server-start",
    "listV2Users, list-v2-users",
    "users.list, users-list",
    "GET-/users/{id}, get-users-id",
    "ListVoiceIP, list-voice-ip"
  })
  void anIdentifierBecomesWords(String identifier, String slug) {
    assertThat(Slugs.ofIdentifier(identifier, "endpoint", 255)).isEqualTo(slug);
  }

  @Test
  void aTextWithoutLatinLettersIsNamedByItsHash() {
    String slug = Slugs.ofText("天気予報", "api", 240);

    assertThat(slug).matches("api-[0-9a-f]{8}").isEqualTo(Slugs.ofText("天気予報", "api", 240));
    assertThat(slug).isNotEqualTo(Slugs.ofText("天気情報", "api", 240));
  }

  @Test
  void aLongNameIsCutAndKeepsAHashSoThatItStaysUnique() {
    String one = Slugs.fitted("a".repeat(60) + "-one", 50);
    String two = Slugs.fitted("a".repeat(60) + "-two", 50);

    assertThat(one).hasSize(50).isNotEqualTo(two);
    assertThat(Slugs.fitted("a".repeat(40) + "-" + "b".repeat(20), 50)).doesNotContain("--");
    assertThat(Slugs.fitted("short", 50)).isEqualTo("short");
  }
}
