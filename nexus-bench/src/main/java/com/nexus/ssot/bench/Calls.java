package com.nexus.ssot.bench;

import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a server about changes: by the administrator's key, and by somebody who signs in
 * and may approve. Used by one thread.
 */
final class Calls implements AutoCloseable {
  private static final String APPROVER = "approver";
  private static final String PASSWORD = "seven grey otters hum";

  private final Server server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> digests = new HashMap<>();
  private String cookie = "";

  Calls(Server server) {
    this.server = server;
  }

  /** Makes somebody who may approve; the right is given by SQL, as a service may not give it. */
  void makeApprover(Postgres postgres) {
    JsonNode person = key("POST", "/api/users", "{\"username\":\"" + APPROVER + "\"}", 201);
    JsonNode invitation = key("POST", "/api/users/" + APPROVER + "/invitation", "", 201);
    // Before the server has heard of them: what it knows of somebody it keeps for a while.
    postgres.sql(
        """
        insert into grant_rule (id, principal_id, restriction, verb, kind, context, condition)
        select gen_random_uuid(), id, false, verb, null, '*', 'NONE'
        from principal, unnest(array['READ', 'APPROVE']) verb where id = '%s'
        """
            .formatted(person.path("id").asString()));
    String form =
        "invitation="
            + URLEncoder.encode(invitation.path("code").asString(), StandardCharsets.UTF_8)
            + "&new_password="
            + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
    answer(
        request("/login/invitation")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        200);
  }

  /** Makes a context that asks for approval. */
  void makeContext(String name) {
    key("POST", "/api/contexts", "{\"name\":\"" + name + "\",\"approval_required\":true}", 201);
  }

  /** Signs in; what is approved within the next 15 minutes counts. */
  void login() {
    HttpRequest request =
        request("/api/auth/login")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"username\":\"" + APPROVER + "\",\"password\":\"" + PASSWORD + "\"}"))
            .build();
    cookie =
        answer(request, 200).headers().allValues("Set-Cookie").stream()
            .filter(set -> set.startsWith("nxs="))
            .map(set -> set.substring(0, set.indexOf(';')))
            .findFirst()
            .orElseThrow(() -> new BenchFailure("a login gave no session"));
  }

  /** Proposes an alias, to be applied by hand; gives the change's id. */
  String propose(String context, String alias) {
    JsonNode change =
        key(
            "POST",
            "/api/changes",
            """
            {"apply": "MANUAL", "justification": "because", "operations": [
              {"kind": "alias.create", "body": {"alias": "%s", "context": "%s",
                "canonical": "https://api.example.com/v1/users/profile/%s",
                "description": "profile of a user"}}]}
            """
                .formatted(alias, context, alias),
            202);
    String id = change.path("id").asString();
    digests.put(id, change.path("digest").asString());
    return id;
  }

  String approve(String id) {
    HttpRequest request =
        request("/api/changes/" + id + "/approve")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"digest\":\"" + digests.get(id) + "\"}"))
            .build();
    requireState(answer(request, 200).body(), "APPROVED");
    return id;
  }

  String apply(String id) {
    HttpRequest request =
        request("/api/changes/" + id + "/apply")
            .header("Authorization", "Bearer " + server.key().text())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    requireState(answer(request, 200).body(), "APPLIED");
    return id;
  }

  private static void requireState(String body, String state) {
    if (!body.contains("\"" + state + "\"")) {
      throw new BenchFailure("a change is not " + state + ": " + body);
    }
  }

  private JsonNode key(String method, String path, String body, int status) {
    HttpRequest request =
        request(path)
            .header("Authorization", "Bearer " + server.key().text())
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Json.read(answer(request, status).body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<String> answer(HttpRequest request, int status) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != status) {
        throw new BenchFailure(
            request.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new BenchFailure("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
