package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser in which one person signs in with a password. Not thread-safe. */
final class TestBrowser {
  private static final String PASSWORD = "seven grey otters hum";
  private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url = TestRegistry.shared().url();
  private @Nullable String cookie;

  /** Sets the password by an invitation, and signs in with it. */
  static TestBrowser invited(String username, String invitation) {
    TestBrowser browser = new TestBrowser();
    browser.post("/login/invitation", 200, "invitation", invitation, "new_password", PASSWORD);
    browser.post("/login", 303, "username", username, "password", PASSWORD);
    return browser;
  }

  /** Lets a program in that shows a code. */
  void letIn(String code) {
    post("/device", 200, "user_code", code, "decision", "confirm");
  }

  /** Does something on the page of a change; more fields are names and values in turn. */
  void decide(String page, String act, String... more) {
    Matcher digest = DIGEST.matcher(get(page));
    assertThat(digest.find()).isTrue();
    List<String> fields = new ArrayList<>(List.of("act", act, "digest", digest.group(1)));
    fields.addAll(List.of(more));
    post(URI.create(page).getPath(), 303, fields.toArray(String[]::new));
  }

  String get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url).resolve(path)), 200);
  }

  private void post(String path, int expected, String... fields) {
    StringJoiner body = new StringJoiner("&");
    for (int i = 0; i < fields.length; i += 2) {
      body.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
        expected);
  }

  private String send(HttpRequest.Builder request, int expected) {
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
      answer.headers().allValues("Set-Cookie").stream()
          .filter(set -> set.startsWith("nxs="))
          .forEach(set -> cookie = set.substring(0, set.indexOf(';')));
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
