package com.nexus.ssot.server.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names of endpoints that come from documents. */
class EndpointNamesTest {
  private static OpenApiDocument.Call call(String method, String path, @Nullable String id) {
    return new OpenApiDocument.Call(method, path, id, null);
  }

  private static Map<String, String> names(Set<String> taken, OpenApiDocument.Call... calls) {
    return new EndpointNames("shop", List.of()).choose(List.of(calls), names -> taken);
  }

  @Test
  void theOperationIdIsTheName() {
    assertThat(names(Set.of(), call("GET", "/users/{id}", "getUser")))
        .containsExactly(Map.entry("GET /users/{id}", "get-user"));
  }

  @Test
  void withoutAnIdMethodAndPathAreTheName() {
    assertThat(names(Set.of(), call("GET", "/users/{id}/keys", null)))
        .containsValue("get-users-id-keys");
    assertThat(names(Set.of(), call("GET", "/", null))).containsValue("get");
  }

  @Test
  void aNameOfAnotherAnchorGetsTheAnchorsIdInFront() {
    assertThat(names(Set.of("get-user"), call("GET", "/u", "getUser")))
        .containsValue("shop-get-user");
  }

  @Test
  void whenThatIsTakenTooAHashTellsThemApart() {
    assertThat(names(Set.of("get-user", "shop-get-user"), call("GET", "/u", "getUser")))
        .hasSize(1)
        .allSatisfy((place, name) -> assertThat(name).matches("get-user-[0-9a-f]{8}"));
  }

  @Test
  void idsThatOccurTwiceGetDifferentNames() {
    Map<String, String> names =
        names(
            Set.of(),
            call("GET", "/a", "read"),
            call("GET", "/b", "read"),
            call("GET", "/c", "READ"));

    assertThat(names).containsEntry("GET /a", "read").containsEntry("GET /b", "shop-read");
    assertThat(names.get("GET /c")).matches("read-[0-9a-f]{8}");
  }

  @Test
  void namesThatTheAnchorHasAlreadyAreNotGivenAgain() {
    assertThat(
            new EndpointNames("shop", List.of("read"))
                .choose(List.of(call("GET", "/a", "read")), names -> Set.of()))
        .containsValue("shop-read");
  }

  @Test
  void longIdsAreCut() {
    assertThat(names(Set.of(), call("GET", "/a", "x".repeat(600))).get("GET /a")).hasSize(255);
  }
}
