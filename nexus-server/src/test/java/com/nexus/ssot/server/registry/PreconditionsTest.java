package com.nexus.ssot.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller demands of the target of a write is held, whatever the target is. */
class PreconditionsTest {
  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @CsvSource({
    "/api/anchors,anchor_id,''",
    "/api/services,name,''",
    "/api/endpoints,name,', \"method\": \"GET\", \"path\": \"/things\"'",
    "/api/contexts,name,''",
    "/api/aliases,alias,', \"canonical\": \"https://one.example/\"'"
  })
  void areHeldByEveryObject(String path, String field, String more) {
    String name = Stock.unique("held");
    String draft = "{\"" + field + "\": \"" + name + "\"" + more + "}";
    assertThat(server.post(path, draft, "If-Match", "\"x\"").code()).isEqualTo("BAD_PARAMETER");
    Reply made = server.post(path, draft, "If-None-Match", "*");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    String tag = made.header("ETag");

    Reply again = server.post(path, draft, "If-None-Match", "*");
    assertThat(again.status()).isEqualTo(412);
    assertThat(again.header("ETag")).isEqualTo(tag);
    assertThat(server.post(path, draft).status()).isEqualTo(409);

    String one = path + "/" + name;
    String patch = "{\"description\": \"other\"}";
    Reply patched = server.patch(one, patch, "If-None-Match", "*");
    assertThat(patched.status()).as(patched.toString()).isEqualTo(412);
    assertThat(patched.header("ETag")).isEqualTo(tag);
    assertThat(server.delete(one, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(server.get(one).header("ETag")).isEqualTo(tag);
    assertThat(server.delete(one, "If-Match", tag).status()).isEqualTo(200);
    assertThat(server.post(one + "/restore", null, "If-None-Match", "*").status()).isEqualTo(200);
  }

  @Test
  void rulesInForceAreNotCreated() {
    Reply refused =
        server.post(
            "/api/governance?dryRun=true",
            "alias_governance: {version: \"1.0\"}",
            "If-None-Match",
            "*",
            "Content-Type",
            "application/yaml");
    assertThat(refused.status()).as(refused.toString()).isEqualTo(412);
    assertThat(refused.header("ETag")).isEqualTo(server.get("/api/governance").header("ETag"));
  }

  @ParameterizedTest
  @CsvSource({"Idempotency-Key,once", "If-Match,'\"x\"'", "If-None-Match,*"})
  void areRefusedWhereNobodyCouldHoldThem(String header, String value) {
    Reply refused = server.post("/api/import?format=openapi", "{}", header, value);
    assertThat(refused.code()).isEqualTo("BAD_PARAMETER");
    assertThat(refused.json().at("/causes/0/at").asString()).isEqualTo(header);
  }
}
