package com.nexus.ssot.server.registry.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Endpoints and services over HTTP. */
class EndpointResourceTest {
  private final TestServer server = TestServer.shared();

  private static String fresh(String word) {
    return word + "-" + UUID.randomUUID().toString().substring(24);
  }

  private Reply endpoint(String name, String more) {
    return server.post(
        "/api/endpoints",
        "{\"name\": \"%s\", \"method\": \"GET\", \"path\": \"/users/{id}\"%s}"
            .formatted(name, more));
  }

  private Reply service(String name, String more) {
    return server.post("/api/services", "{\"name\": \"%s\"%s}".formatted(name, more));
  }

  @Test
  void anEndpointNamesItsAnchorAndService() {
    String anchor = fresh("anchor");
    String service = fresh("service");
    String name = fresh("endpoint");
    server.post("/api/anchors", "{\"anchor_id\": \"" + anchor + "\"}");
    service(service, ", \"base_urls\": {\"production\": \"https://api.example.com\"}");

    Reply created =
        endpoint(name, ", \"anchor\": \"%s\", \"service\": \"%s\"".formatted(anchor, service));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    Endpoint endpoint = created.as(Endpoint.class);
    assertThat(endpoint.anchor()).isEqualTo(anchor);
    assertThat(endpoint.service()).isEqualTo(service);
    assertThat(endpoint.version()).isEqualTo("v1");
    assertThat(endpoint.isActive()).isTrue();

    for (String filter :
        new String[] {
          "anchor=" + anchor,
          "service=" + service,
          "q=" + name,
          "method=GET&anchor=" + anchor,
          "path=/users/{id}&anchor=" + anchor,
          "active=true&anchor=" + anchor
        }) {
      Reply list =
          server.get("/api/endpoints?count=true&" + filter.replace("{", "%7B").replace("}", "%7D"));
      assertThat(list.json().path("total").asInt()).as(filter).isEqualTo(1);
    }
    assertThat(server.get("/api/endpoints?active=false&anchor=" + anchor).json().path("items"))
        .isEmpty();
  }

  @Test
  void anEndpointIsChangedDeletedAndRestored() {
    String name = fresh("endpoint");
    endpoint(name, "");
    Reply changed =
        server.patch("/api/endpoints/" + name, "{\"is_active\": false, \"method\": \"POST\"}");
    assertThat(changed.as(Endpoint.class).isActive()).isFalse();
    assertThat(changed.as(Endpoint.class).revision()).isEqualTo(2);

    assertThat(server.delete("/api/endpoints/" + name).status()).isEqualTo(200);
    assertThat(server.get("/api/endpoints/" + name).status()).isEqualTo(410);
    assertThat(server.patch("/api/endpoints/" + name, "{}").status()).isEqualTo(410);
    assertThat(server.post("/api/endpoints/" + name + "/restore", null).status()).isEqualTo(200);
    assertThat(server.post("/api/endpoints/" + name + "/restore", null).status()).isEqualTo(200);
    assertThat(server.get("/api/endpoints/" + name).as(Endpoint.class).revision()).isEqualTo(4);
    assertThat(server.get("/api/endpoints/" + name + "/history?limit=2").json().path("items"))
        .extracting(item -> item.path("revision").asInt())
        .containsExactly(4, 3);
  }

  @Test
  void everythingThatIsWrongWithAnEndpointIsToldAtOnce() {
    Reply refused =
        server.post(
            "/api/endpoints",
            """
            {"name": "x", "method": "get", "path": "users", "anchor": "no-anchor",
             "service": "no-service", "version": "?"}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString())
        .containsExactlyInAnyOrder("/name", "/method", "/path", "/version", "/anchor", "/service");
  }

  @Test
  void anEndpointThatAliasesLeadToCannotBeDeleted() {
    String name = fresh("endpoint");
    endpoint(name, "");
    server.post(
        "/api/aliases", "{\"alias\": \"to-%s\", \"canonical\": \"%s\"}".formatted(name, name));

    assertThat(server.delete("/api/endpoints/" + name).code()).isEqualTo("IN_USE");
  }

  @Test
  void aServiceIsCreatedAndChanged() {
    String name = fresh("service");
    Reply created =
        service(
            name,
            """
            , "base_urls": {"production": "https://api.example.com/v1",
              "sandbox": "http://127.0.0.1:8080"},
            "health_check": "/health", "owner": "platform", "labels": {"tier": "gold"}
            """);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);

    Reply changed = server.patch("/api/services/" + name, "{\"base_urls\": {\"sandbox\": null}}");
    assertThat(changed.as(Service.class).baseUrls()).containsOnlyKeys("production");
    assertThat(
            server
                .get("/api/services?owner=platform&label=tier=gold&q=" + name)
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(server.get("/api/services/" + name + "/history").json().path("items")).hasSize(2);
  }

  @Test
  void everythingThatIsWrongWithAServiceIsToldAtOnce() {
    Reply refused =
        service(
            fresh("service"),
            """
            , "health_check": "health", "base_urls": {"Pro duction": "https://example.com",
              "a": "ftp://example.com", "b": "https://user@example.com", "c": "/relative",
              "d": "https://example.com?x=1", "e": "https://exa mple.com"}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("causes"))
        .extracting(cause -> cause.path("at").asString())
        .containsExactlyInAnyOrder(
            "/health_check",
            "/base_urls/Pro duction",
            "/base_urls/a",
            "/base_urls/b",
            "/base_urls/c",
            "/base_urls/d",
            "/base_urls/e");
  }

  @Test
  void aServiceThatEndpointsNameCannotBeDeleted() {
    String service = fresh("service");
    String name = fresh("endpoint");
    service(service, "");
    endpoint(name, ", \"service\": \"" + service + "\"");

    Reply refused = server.delete("/api/services/" + service);
    assertThat(refused.code()).isEqualTo("IN_USE");
    assertThat(refused.text()).contains(name);

    server.delete("/api/endpoints/" + name);
    assertThat(server.delete("/api/services/" + service).status()).isEqualTo(200);
    assertThat(endpoint(fresh("endpoint"), ", \"service\": \"" + service + "\"").status())
        .isEqualTo(422);
  }
}
