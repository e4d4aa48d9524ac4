package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.sample.SampleServer;
import com.nexus.ssot.sample.SampleServer.Answer;
import org.junit.jupiter.api.Test;

/** Who gets in, and which parameters and bodies. */
class DoorTest {
  private final SampleServer server = SampleServer.shared();

  @Test
  void withoutACredentialOnlyOpenHandlersAnswer() {
    Answer refused = server.call("GET", "/api/samples/one", null);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(server.call("GET", "/api/samples/open", null).text()).isEqualTo("nobody");
  }

  @Test
  void anOpenHandlerThatNeedsToKnowTheCallerRefusesAStranger() {
    assertThat(server.call("GET", "/api/samples/open-but-personal", null).status()).isEqualTo(401);
    assertThat(server.get("/api/samples/open-but-personal").text()).isEqualTo("all");
  }

  @Test
  void theCallerNeedsTheVerbThatTheHandlerSays() {
    Answer answer =
        server.call("POST", "/api/samples/restore", null, "Authorization", "Bearer READ");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("FORBIDDEN");
    answer = server.call("POST", "/api/samples/restore", null, "Authorization", "Bearer WRITE");
    assertThat(answer.text()).isEqualTo("restored");
  }
}
