package com.nexus.ssot.cli;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.model.api.DeviceAnswer;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Asks a registry for tokens. What it says is never followed elsewhere. */
final class TokenDoor implements AutoCloseable {
  private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  TokenDoor(String url) {
    this.url = NexusClient.address("url", url).toString();
  }

  /** What came: a token, or OAuth's word for why there is none. */
  sealed interface Answer {
    /** There is one. */
    record Token(TokenAnswer token) implements Answer {}

    /** There is none. */
    record Refused(String error, String description) implements Answer {}
  }

  DeviceAnswer device() {
    HttpResponse<byte[]> response = post("device");
    if (response.statusCode() != 200) {
      throw foreign(response);
    }
    return Json.read(response.body(), DeviceAnswer.class);
  }

  /** Others at the same address may have asked too often; whoever polls then asks more slowly. */
  Answer poll(String deviceCode) {
    try {
      return token("grant_type", DEVICE_GRANT, "device_code", deviceCode);
    } catch (Fault e) {
      if (e.code() == FaultCode.RATE_LIMITED) {
        return new Answer.Refused("slow_down", e.detail());
      }
      throw e;
    }
  }

  Answer refresh(String refreshToken) {
    return token("grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  void revoke(String token) {
    HttpResponse<byte[]> response = post("revoke", "token", token);
    if (response.statusCode() != 200) {
      throw foreign(response);
    }
  }

  private Answer token(String... form) {
    HttpResponse<byte[]> response = post("token", form);
    if (response.statusCode() == 200) {
      return new Answer.Token(Json.read(response.body(), TokenAnswer.class));
    }
    try {
      JsonNode said = Json.read(response.body());
      if (said.has("error")) {
        return new Answer.Refused(
            said.path("error").asString(), said.path("error_description").asString(""));
      }
    } catch (Fault e) {
      throw foreign(response);
    }
    throw foreign(response);
  }

  private HttpResponse<byte[]> post(String what, String... form) {
    StringJoiner body = new StringJoiner("&");
    for (int i = 0; i < form.length; i += 2) {
      body.add(form[i] + "=" + URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/auth/" + what))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "nexus-cli/" + Nexus.version())
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw Fault.of(FaultCode.CONNECTION, "Nothing answers at " + url + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(FaultCode.CONNECTION, "The call was interrupted.", e);
    }
  }

  private Fault foreign(HttpResponse<byte[]> response) {
    if (response.statusCode() == FaultCode.RATE_LIMITED.status()) {
      return Fault.of(
          FaultCode.RATE_LIMITED,
          url + " was asked too often from this address.",
          List.of(Cause.of("Others may sign in from here too.", "Try again in a minute.")));
    }
    FaultCode code = response.statusCode() >= 500 ? FaultCode.UNAVAILABLE : FaultCode.CONNECTION;
    return Fault.of(
        code,
        url + " answered with status " + response.statusCode() + ".",
        List.of(Cause.of("It may not be a registry with tokens.", "Check the address.")));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
