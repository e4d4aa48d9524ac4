package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.gateway.Plane.Reply;
import com.nexus.ssot.gateway.ResolveMetrics.Outcome;
import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.net.AllowedFrom;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DataPlaneTest {
  private static final String RESOLVE = "/api/aliases/resolve/";
  private static final Plane PLANE =
      new Plane((context, alias) -> List.of("orders", "order", "ordering", "more"), new Echo());

  /** The control plane of these tests: says what it was asked, or fails. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = request.getHttpURI().getPath();
      if (path.equals("/api/fails")) {
        throw new IllegalStateException("the secret reason");
      }
      if (path.equals("/api/passes")) {
        return false;
      }
      response.getHeaders().put(HttpHeader.SERVER, "Jetty(12.1.12)");
      Content.Sink.write(
          response,
          true,
          "echo " + path + " on " + (Thread.currentThread().isVirtual() ? "virtual" : "platform"),
          callback);
      return true;
    }
  }

  @BeforeAll
  static void load() {
    PLANE.gateway.follow(() -> 41);
    PLANE.load(
        Routes.context("default", false, false),
        Routes.context("shop", false, true),
        Routes.context("open", true, true),
        Routes.context("closed", false, false),
        new ContextRoute(Routes.id(3), 2, "gone", "gone", true, false, true),
        Routes.alias("default", "User_Profile", "https://api.example.com/v1/profile").route(),
        Routes.alias("shop", "orders", "https://api.example.com/orders").route(),
        Routes.alias("shop", "über", "https://api.example.com/uber").route(),
        Routes.alias("shop", "old", "https://api.example.com/old").retired("orders").route(),
        Routes.alias("shop", "purchase", "orders").chained().route(),
        Routes.alias("shop", "fading", "https://api.example.com/fading")
            .deprecated(
                Instant.parse("2025-06-30T00:00:00Z"),
                Instant.parse("2026-06-30T00:00:00Z"),
                "orders")
            .route(),
        Routes.alias("open", "door", "https://api.example.com/door").route(),
        Routes.alias("closed", "orders", "https://api.example.com/secret").route(),
        Plane.grant(PLANE.key, "default", "shop"));
  }

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void aNameIsAnsweredWithWhatItMeans() {
    Reply reply = PLANE.get(RESOLVE + "default/user-profile");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo("{\"canonical_name\":\"https://api.example.com/v1/profile\"}");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("X-Nexus-Index")).isEqualTo("41");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{8}-[0-9a-z]+");
    assertThat(reply.header("Server")).isNull();
    assertThat(reply.header("Date")).isNotNull();
    assertThat(reply.header("Deprecation")).isNull();
  }

  @Test
  void noSharedCacheKeepsAnAnswerForAnotherCaller() {
    Reply found = PLANE.get(RESOLVE + "default/user-profile");
    Reply same =
        PLANE.get(RESOLVE + "default/user-profile", "If-None-Match: " + found.header("ETag"));
    assertThat(same.status()).isEqualTo(304);
    for (Reply reply : List.of(found, same, PLANE.get("/orders?context=shop"))) {
      assertThat(reply.header("Cache-Control")).isEqualTo("private, no-cache");
      assertThat(reply.header("Vary")).isEqualTo("Authorization, X-API-Key, X-Nexus-Context");
    }
    assertThat(PLANE.get(RESOLVE + "shop/ordrs").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void everySpellingOfANameIsTheSameName() {
    for (String spelling :
        List.of(
            "user_profile", "USER-profile", "User_Profile", "user%2Dprofile", "%75ser-profile")) {
      assertThat(PLANE.get(RESOLVE + "default/" + spelling).status()).as(spelling).isEqualTo(200);
    }
    assertThat(PLANE.get(RESOLVE + "SHOP/%C3%BCber").status()).isEqualTo(200);
    assertThat(PLANE.get(RESOLVE + "shop/U%CC%88ber").status()).isEqualTo(200);
  }

  @Test
  void aCallerWhoHasTheAnswerIsToldSo() {
    String tag = PLANE.get(RESOLVE + "shop/purchase").header("ETag");
    assertThat(tag).isNotNull();
    for (String given : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      Reply reply = PLANE.get(RESOLVE + "shop/purchase", "If-None-Match: " + given);
      assertThat(reply.status()).as(given).isEqualTo(304);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.header("ETag")).isEqualTo(tag);
    }
    assertThat(PLANE.get(RESOLVE + "shop/purchase", "If-None-Match: \"x\"").status())
        .isEqualTo(200);
    assertThat(
            PLANE
                .get(RESOLVE + "shop/purchase", "If-None-Match: \"x\"", "If-None-Match: " + tag)
                .status())
        .isEqualTo(304);
  }

  @Test
  void headAnswersAsGetWithoutTheBody() {
    Reply reply = PLANE.ask("HEAD", RESOLVE + "shop/orders", "X-API-Key: " + PLANE.key.text());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Content-Length")).isEqualTo("51");
  }

  @Test
  void aDeprecatedNameSaysSinceWhenUntilWhenAndWhatInstead() {
    Reply reply = PLANE.get(RESOLVE + "shop/fading");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Deprecation")).isEqualTo("@1751241600");
    assertThat(reply.header("Sunset")).isEqualTo("Tue, 30 Jun 2026 00:00:00 GMT");
    assertThat(reply.header("Link"))
        .isEqualTo("</api/aliases/resolve/shop/orders>; rel=\"successor-version\"");
  }

  @Test
  void aRetiredNameIsGoneAndSaysItsSuccessor() {
    Reply reply = PLANE.get(RESOLVE + "shop/old");
    assertThat(reply.status()).isEqualTo(410);
    assertThat(reply.code()).isEqualTo("GONE");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).contains("\"successor\":\"orders\"");
  }

  @Test
  void anUnknownNameIsAnsweredWithAtMostThreeSuggestions() {
    Reply reply = PLANE.get(RESOLVE + "shop/ordrs");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).contains("\"suggestions\":[\"orders\",\"order\",\"ordering\"]");
  }

  @Test
  void aContextThatSaysSoFallsBackToDefault() {
    assertThat(PLANE.get(RESOLVE + "shop/user-profile").status()).isEqualTo(200);
    // "open" falls back too, but whoever has no key may not read "default".
    assertThat(PLANE.ask("GET", RESOLVE + "open/user-profile").status()).isEqualTo(404);
    assertThat(PLANE.get(RESOLVE + "open/user-profile").status()).isEqualTo(200);
  }

  @Test
  void nothingTellsAContextThatMayNotBeReadFromOneThatDoesNotExist() {
    Reply hidden = PLANE.get(RESOLVE + "closed/orders", "X-Request-Id: same");
    Reply hiddenUnknown = PLANE.get(RESOLVE + "closed/nothing", "X-Request-Id: same");
    Reply missing = PLANE.get(RESOLVE + "missing/orders", "X-Request-Id: same");
    Reply deleted = PLANE.get(RESOLVE + "gone/orders", "X-Request-Id: same");
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body())
        .isEqualTo(hiddenUnknown.body())
        .isEqualTo(missing.body())
        .isEqualTo(deleted.body());
  }

  @Test
  void onlyPublicContextsAnswerWithoutACredential() {
    assertThat(PLANE.ask("GET", RESOLVE + "open/door").status()).isEqualTo(200);
    Reply asked = PLANE.ask("GET", RESOLVE + "shop/orders", "X-Request-Id: same");
    Reply unknown = PLANE.ask("GET", RESOLVE + "missing/orders", "X-Request-Id: same");
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"nexus\"");
    assertThat(asked.body()).isEqualTo(unknown.body());
  }

  @Test
  void aCredentialThatIsNotValidIsRefusedEverywhere() {
    ApiKey stranger = ApiKey.generate();
    ApiKey expired = ApiKey.generate();
    ApiKey writer = ApiKey.generate();
    PLANE.gateway.apply(
        List.of(
            new KeyGrant(
                expired.id(),
                expired.sha256(),
                null,
                Reach.of(Set.of("*")),
                AllowedFrom.ANYWHERE,
                Plane.NOW,
                false),
            new KeyGrant(
                writer.id(),
                writer.sha256(),
                null,
                Reach.NOTHING,
                AllowedFrom.ANYWHERE,
                Plane.NOW.plusSeconds(9),
                false)));
    String broken =
        PLANE.key.text().substring(0, 66) + (PLANE.key.text().endsWith("x") ? "y" : "x");
    for (String credential :
        List.of(
            "Bearer " + stranger.text(),
            "Bearer " + expired.text(),
            "Bearer " + broken,
            "Bearer nonsense",
            "Bearer ",
            "Basic dXNlcjpwYXNz")) {
      for (String path : List.of("shop/orders", "open/door", "missing/name")) {
        assertThat(PLANE.ask("GET", RESOLVE + path, "Authorization: " + credential).status())
            .as("%s with %s", path, credential)
            .isEqualTo(401);
      }
    }
    assertThat(
            PLANE
                .ask("GET", RESOLVE + "shop/orders", "Authorization: bearer " + writer.text())
                .status())
        .isEqualTo(404);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndNeverComesBack() {
    ApiKey key = ApiKey.generate();
    KeyGrant grant = Plane.grant(key, "*");
    PLANE.gateway.apply(List.of(grant));
    String header = "X-API-Key: " + key.text();
    assertThat(PLANE.ask("GET", RESOLVE + "closed/orders", header).status()).isEqualTo(200);
    PLANE.gateway.apply(List.of(KeyGrant.revoked(key.id())));
    assertThat(PLANE.ask("GET", RESOLVE + "closed/orders", header).status()).isEqualTo(401);
    PLANE.gateway.apply(List.of(grant));
    assertThat(PLANE.ask("GET", RESOLVE + "closed/orders", header).status()).isEqualTo(401);
  }

  @Test
  void aKeyThatAConnectionSendsAgainIsAskedForAgain() throws IOException {
    ApiKey key = ApiKey.generate();
    PLANE.gateway.apply(List.of(Plane.grant(key, "*")));
    String request =
        "GET %sclosed/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(RESOLVE, key.text());
    try (Socket socket = PLANE.connect()) {
      assertThat(statusLine(socket, request)).contains(" 200 ");
      assertThat(statusLine(socket, request)).contains(" 200 ");
      PLANE.gateway.apply(List.of(KeyGrant.revoked(key.id())));
      assertThat(statusLine(socket, request)).contains(" 401 ");
    }
  }

  /** Sends a request and reads what is answered, to the end of its JSON object. */
  private static String statusLine(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '}') {
      answer.append((char) next);
      next = socket.getInputStream().read();
    }
    return answer.substring(0, answer.indexOf("\r\n"));
  }

  @Test
  void keysThatWereUsedAreToldOnce() {
    try (Plane plane = new Plane(Suggestions.NONE, null)) {
      plane.load(Routes.context("shop", false, false), Plane.grant(plane.key, "shop"));
      assertThat(plane.gateway.takeUses()).isEmpty();
      plane.get(RESOLVE + "shop/orders");
      plane.get(RESOLVE + "shop/orders");
      plane.ask(
          "GET", RESOLVE + "shop/orders", "Authorization: Bearer " + ApiKey.generate().text());
      assertThat(plane.gateway.takeUses()).containsExactly(Map.entry(plane.key.id(), Plane.NOW));
      assertThat(plane.gateway.takeUses()).isEmpty();
    }
  }

  @Test
  void rootPathsAnswerInTheShapesOfExistingCallers() {
    Reply root = PLANE.get("/User_profile");
    assertThat(root.body())
        .isEqualTo(
            "{\"alias\":\"User_Profile\",\"canonical\":\"https://api.example.com/v1/profile\","
                + "\"context\":\"default\",\"message\":\"Alias resolved successfully\"}");
    assertThat(PLANE.get("/orders?context=shop").body()).contains("\"context\":\"shop\"");
    assertThat(PLANE.get("/orders", "X-Nexus-Context: shop").status()).isEqualTo(200);
    assertThat(PLANE.get("/aliases/purchase?context=shop").body())
        .isEqualTo(
            "{\"canonical_name\":\"https://api.example.com/orders\",\"alias\":\"purchase\","
                + "\"context\":\"shop\"}");
    assertThat(PLANE.get("/nothing").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotAPlainReadGoesToTheControlPlane() {
    for (String path :
        List.of(
            "/",
            "/health",
            "/aliases",
            "/aliases/",
            "/api/aliases/orders",
            RESOLVE + "shop/orders/explain",
            RESOLVE + "shop/orders?detail=full",
            RESOLVE + "shop/orders?asOf=3",
            RESOLVE + "shop",
            RESOLVE + "shop/")) {
      Reply reply = PLANE.get(path);
      assertThat(reply.body()).as(path).startsWith("echo ").endsWith(" on virtual");
      assertThat(reply.header("X-Request-Id")).isNotNull();
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Server")).isNull();
    }
    assertThat(PLANE.ask("POST", RESOLVE + "shop/orders").body()).startsWith("echo ");
    assertThat(PLANE.ask("DELETE", "/orders").body()).startsWith("echo ");
  }

  @Test
  void aFailureBehindIsAProblemWithoutItsReason() {
    Reply failed = PLANE.get("/api/fails", "X-Request-Id: mine");
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.code()).isEqualTo("INTERNAL");
    assertThat(failed.body()).contains("\"instance\":\"mine\"").doesNotContain("secret");
    assertThat(PLANE.get("/api/passes").status()).isEqualTo(404);
  }

  @Test
  void aParameterThatComesTwiceIsRefused() {
    for (String query :
        List.of(
            "context=shop&context=shop", "context=other&context=shop", "context=shop&c%6fntext=")) {
      Reply reply = PLANE.get("/orders?" + query);
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.code()).as(query).isEqualTo("BAD_PARAMETER");
      assertThat(reply.body()).as(query).contains("context");
    }
    assertThat(PLANE.get("/orders?context=shop").status()).isEqualTo(200);
  }

  @Test
  void aParameterThatDoesNotExistIsRefused() {
    Reply reply = PLANE.get(RESOLVE + "shop/orders?details=full");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("UNKNOWN_PARAMETER");
    assertThat(reply.body()).contains("details");
    assertThat(PLANE.get("/orders?context=shop&x=1").code()).isEqualTo("UNKNOWN_PARAMETER");
  }

  @Test
  void answersAreCountedByContextAndOutcome() {
    try (Plane plane = new Plane(Suggestions.NONE, null)) {
      plane.load(
          Routes.context("shop", false, false),
          Routes.alias("shop", "orders", "https://a.example").route(),
          Routes.alias("shop", "old", "https://a.example").retired(null).route(),
          Plane.grant(plane.key, "shop"));
      String tag = plane.get(RESOLVE + "shop/orders").header("ETag");
      plane.get(RESOLVE + "shop/orders", "If-None-Match: " + tag);
      plane.get(RESOLVE + "shop/old");
      plane.get(RESOLVE + "shop/none");
      plane.get(RESOLVE + "none/none");
      plane.ask("GET", RESOLVE + "shop/orders");
      ResolveMetrics metrics = plane.gateway.metrics();
      assertThat(metrics.contexts()).containsExactlyInAnyOrder("shop", "other");
      assertThat(metrics.count("shop", Outcome.FOUND)).isEqualTo(1);
      assertThat(metrics.count("shop", Outcome.NOT_MODIFIED)).isEqualTo(1);
      assertThat(metrics.count("shop", Outcome.RETIRED)).isEqualTo(1);
      assertThat(metrics.count("shop", Outcome.UNKNOWN)).isEqualTo(1);
      assertThat(metrics.count("shop", Outcome.DENIED)).isEqualTo(1);
      assertThat(metrics.count("other", Outcome.DENIED)).isEqualTo(1);
      assertThat(metrics.count("none", Outcome.DENIED)).isZero();
      assertThat(metrics.count()).isEqualTo(6);
      assertThat(metrics.countWithin(ResolveMetrics.bounds().length - 1)).isLessThanOrEqualTo(6);
      assertThat(metrics.totalSeconds()).isPositive();
    }
  }

  @Test
  void beforeEverythingIsLoadedAnUnknownNameMayExist() {
    try (Plane plane = new Plane(Suggestions.NONE, null)) {
      plane.gateway.apply(
          List.of(Routes.context("shop", true, false), Plane.grant(plane.key, "shop")));
      assertThat(plane.get(RESOLVE + "shop/orders").status()).isEqualTo(503);
      assertThat(plane.get("/api/anything").status()).isEqualTo(404);
    }
  }

  @Test
  void suggestionsThatFailOrTakeTooLongLeaveThePlainAnswer() {
    CountDownLatch never = new CountDownLatch(1);
    try (Plane plane =
        new Plane(
            (context, alias) -> {
              if (alias.equals("fails")) {
                throw new IllegalStateException("database away");
              }
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of("late");
            },
            null)) {
      plane.load(Routes.context("open", true, false));
      assertThat(plane.ask("GET", RESOLVE + "open/fails").body()).doesNotContain("suggestions");
      long began = System.nanoTime();
      for (int i = 0; i < 6; i++) { // two more than may be asked at once
        Reply reply = plane.ask("GET", RESOLVE + "open/slow" + i);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).doesNotContain("suggestions");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
      never.countDown();
    }
  }

  @Test
  void changesThatComeWhileEverythingIsLoadedAreNotLost() {
    Gateway gateway = new Gateway(() -> Plane.NOW);
    Gateway.Loading dropped = gateway.load();
    dropped.done();
    assertThat(gateway.loaded()).isTrue();
    Gateway.Loading loading = gateway.load();
    loading.add(Routes.context("c", true, false));
    loading.add(Routes.alias("c", "name", "https://old.example").route());
    gateway.apply(List.of(Routes.alias("c", "name", "https://new.example").revision(2).route()));
    gateway.replaceKeys(List.of(Plane.grant(PLANE.key, "c")));
    loading.done();
    loading.done();
    assertThat(gateway.resolve("c", "NAME", null))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> assertThat(found.canonical()).isEqualTo("https://new.example"));
    assertThat(gateway.size()).isEqualTo(1);
    ApiKeyText text = Objects.requireNonNull(ApiKeyText.of(PLANE.key.text()));
    assertThat(gateway.keys().grantOf(text, Plane.NOW.toEpochMilli())).isNotNull();
  }

  @Test
  void requestsThatFollowEachOtherOnOneConnectionAreAllAnswered() {
    String one = "GET /api/aliases/resolve/open/door HTTP/1.1\r\nHost: x\r\n\r\n";
    String slow = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    String last =
        "GET /api/aliases/resolve/open/door HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String all =
        new String(
            PLANE.exchange((one + slow + one + last).getBytes(StandardCharsets.US_ASCII)),
            StandardCharsets.US_ASCII);
    assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(5);
    assertThat(all.split("api.example.com/door", -1)).hasSize(4);
    assertThat(all).contains("echo /health on virtual");
  }
}
