package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A browser that keeps the cookies of one server, and goes where it is sent only when told to. */
final class TestBrowser {
  /** The address that the server knows itself by. */
  static final String BASE = "http://nexus.test";

  private final TestServer server;
  final Map<String, String> cookies = new LinkedHashMap<>();
  @Nullable String lastSetCookies;

  TestBrowser(TestServer server) {
    this.server = server;
  }

  Reply get(String address) {
    return send("GET", address);
  }

  Reply send(String method, String address) {
    String path = address.startsWith(BASE) ? address.substring(BASE.length()) : address;
    List<String> headers = new ArrayList<>();
    if (!cookies.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      cookies.forEach((name, value) -> pairs.add(name + "=" + value));
      headers.addAll(List.of("Cookie", String.join("; ", pairs)));
    }
    headers.addAll(List.of("Sec-Fetch-Site", "same-origin"));
    Reply reply = server.http(method, path, null, headers.toArray(String[]::new));
    List<String> set = reply.headers().allValues("Set-Cookie");
    lastSetCookies = String.join("\n", set);
    for (String line : set) {
      String[] pair = line.split(";", 2)[0].split("=", 2);
      if (line.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return reply;
  }

  /** Begins a login and says where the browser is sent. */
  URI begin(String provider, String query) {
    Reply reply = get("/oauth2/authorization/" + provider + query);
    if (reply.status() != 303) {
      throw new AssertionError(reply);
    }
    return URI.create(reply.header("Location"));
  }

  /** Signs in at an issuer, all the way. */
  Reply signIn(String provider, TestIssuer issuer, TestLogin login) {
    return get(issuer.signIn(begin(provider, ""), login).toString());
  }

  /** Whom the server takes the browser for; empty for nobody. */
  String who() {
    Reply reply = get("/api/whoami");
    return reply.status() == 200 ? reply.json().path("principal_id").asString("") : "";
  }
}
