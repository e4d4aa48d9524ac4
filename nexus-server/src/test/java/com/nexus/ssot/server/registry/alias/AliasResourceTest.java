package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import org.junit.jupiter.api.Test;

class AliasResourceTest {
  private static final TestServer SERVER = TestServer.shared();

  @Test
  void anAliasOfAnAddressIsCreatedAndResolved() {
    Reply created =
        SERVER.post(
            "/api/aliases",
            """
            {"alias": "Res_Profile", "canonical": "https://api.example.com/v1/profile"}
            """);

    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/api/aliases/res-profile?context=default");
    assertThat(created.json().path("alias").asString()).isEqualTo("Res_Profile");
    Reply resolved = SERVER.get("/api/aliases/resolve/default/res-profile?detail=full");
    assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
    assertThat(resolved.json().path("canonical_name").asString())
        .isEqualTo("https://api.example.com/v1/profile");
  }
}
