package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who gets in where: every route there is, for every kind of caller, in a context that they reach,
 * in another, and in one that does not exist. What comes out is compared with the one decision, and
 * with {@code access-matrix.txt}, which people read: a new route, or another answer, changes that
 * file or fails here. The file as it is now is written to {@code target/access-matrix.txt}.
 */
class AccessMatrixTest {
  private static final String FILE = "access-matrix.txt";

  /** Routes of the data plane, which no servlet knows. */
  private static final List<String> DATA_PLANE =
      List.of("/api/aliases/resolve/{context}/{alias}", "/{alias}");

  /** Calls that tell what is wrong with a body, or that a name leads nowhere, before they look. */
  private static final Set<String> ANSWER_FIRST =
      Set.of("/aliases POST", "/api/aliases/{alias}/explain GET");

  /** Calls that answer a wrong password or code, which is what they are given here. */
  private static final Set<String> OF_PASSWORDS =
      Set.of(
          "/api/auth/login",
          "/api/auth/step-up",
          "/api/auth/password",
          "/api/auth/token",
          "/login");

  private static TestServer server;
  private static List<MatrixCaller> callers;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of());
    for (String context : MatrixCaller.CONTEXTS) {
      server.post(
          "/api/aliases",
          """
          {"alias": "matrix", "context": "%s", "canonical": "https://matrix.example.com/"}
          """
              .formatted(context));
    }
    callers = MatrixCaller.all(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteLetsInJustWhomTheDecisionSaysAndTheFileShows() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    SoftAssertions decided = new SoftAssertions();
    for (Route route : routes()) {
      List<String> cells = new ArrayList<>();
      for (MatrixCaller caller : callers) {
        int status = caller.calls(server, route.method(), route.path(), route.body());
        cells.add(route.cell(status));
        check(decided, route, caller, status);
      }
      rows.put(route.toString(), cells);
    }
    String now = text(rows);
    Files.writeString(Path.of("target", FILE), now);
    assertThat(rows.size() * callers.size()).as("cells").isGreaterThan(2_000);
    decided.assertAll();
    assertThat(now).as("compare target/" + FILE).isEqualTo(expected());
  }

  @Test
  void whoWasDeniedStandsInTheLog() {
    MatrixCaller reader = callers.stream().filter(c -> c.name().equals("reader")).findFirst().get();
    assertThat(reader.calls(server, "POST", "/api/nothing-is-here", "{}")).isEqualTo(404);
    assertThat(reader.calls(server, "POST", "/api/anchors", "{}")).isEqualTo(403);
    MatrixCaller.await(() ->
        server
                .bean(JdbcClient.class)
                .sql("select count(*) from audit_event where action = 'access.deny'")
                .query(Long.class)
                .single()
            > 0);
  }

  /** The door must say what the decision says; behind it a handler may know more, and refuse. */
  private static void check(SoftAssertions decided, Route route, MatrixCaller caller, int status) {
    String cell = route + " as " + caller.name() + ": " + status;
    if (!caller.valid()) {
      boolean open = route.entry() instanceof HandlerRules.Entry.Everybody;
      if (!open || caller.wrong()) {
        decided.assertThat(status).as(cell).isEqualTo(401);
      }
      return;
    }
    if (caller.hasSession() && route.exact()) {
      decided.assertThat(status).as(cell).isEqualTo(401);
      return;
    }
    if (!OF_PASSWORDS.contains(route.pattern())) {
      decided.assertThat(status).as(cell).isNotEqualTo(401);
    }
    if (route.entry() instanceof HandlerRules.Entry.Those(Requires requires)) {
      Access access = server.bean(Access.class);
      boolean enters =
          access.decide(caller.actor(), Ask.of(requires.verb(), requires.object(), null)).allowed();
      boolean reaches =
          route.context() == null
              || ANSWER_FIRST.contains(route.pattern() + " " + route.method())
              || access
                  .decide(
                      caller.actor(), Ask.of(requires.verb(), requires.object(), route.context()))
                  .allowed();
      if (!enters) {
        decided.assertThat(status).as(cell).isEqualTo(403);
      } else if (!reaches) {
        decided.assertThat(status).as(cell).isIn(403, 404);
      } else if (route.context() != null) {
        decided.assertThat(status).as(cell).isNotEqualTo(403);
      }
    }
  }

  /**
   * A route.
   *
   * @param context key of the context that is asked for; null where the path names none
   */
  private record Route(
      String method, String pattern, HandlerRules.Rule rule, @Nullable String context) {

    HandlerRules.Entry entry() {
      return rule.entry();
    }

    /** Whether the answer itself matters, and not only whether the caller was let in. */
    boolean exact() {
      return DATA_PLANE.contains(pattern);
    }

    @Nullable String body() {
      return rule.takesBody() ? "{}" : null;
    }

    String path() {
      String named = context == null ? pattern : pattern.replace("{context}", context);
      // What is there would be gone after the first who may remove it.
      String path =
          named
              .replace("{alias}", exact() ? "matrix" : "no-such-thing")
              .replaceAll("\\{[^}]*}", "no-such-thing");
      String words = rule.parameters().contains("q") ? "&q=matrix" : "";
      return context == null || pattern.contains("{context}")
          ? path
          : path + "?context=" + context + words;
    }

    /** Which of the answers it was, where that matters; else only whether the caller was let in. */
    String cell(int status) {
      boolean refused = status == 401 || status == 403;
      return exact() || refused ? Integer.toString(status) : "in";
    }

    @Override
    public String toString() {
      String where = context == null ? "" : " in " + context;
      return pattern + where + " " + method;
    }
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    HandlerRules rules = server.bean(HandlerRules.class);
    server
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((info, handler) -> {
          HandlerRules.Rule rule = rules.of(handler);
          boolean asks = rule.parameters().contains("context");
          for (String method : methods(info)) {
            info.getPatternValues()
                .forEach(pattern -> add(routes, method, ApiDocument.plain(pattern), rule, asks));
          }
        });
    for (String pattern : DATA_PLANE) {
      routes.removeIf(route -> route.pattern().equals(pattern));
      HandlerRules.Rule known =
          new HandlerRules.Rule(new HandlerRules.Entry.Known(), Set.of(), false, false, null);
      add(routes, "GET", pattern, known, false);
    }
    return routes;
  }

  private static void add(
      List<Route> routes, String method, String pattern, HandlerRules.Rule rule, boolean asks) {
    if (asks || pattern.contains("{context}")) {
      for (String context : MatrixCaller.CONTEXTS_AND_UNKNOWN) {
        routes.add(new Route(method, pattern, rule, context));
      }
    } else {
      routes.add(new Route(method, pattern, rule, null));
    }
  }

  private static List<String> methods(RequestMappingInfo info) {
    return info.getMethodsCondition().getMethods().isEmpty()
        ? List.of("GET")
        : info.getMethodsCondition().getMethods().stream().map(RequestMethod::name).toList();
  }

  private static String text(Map<String, List<String>> rows) {
    StringBuilder text = new StringBuilder();
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    text.append(" ".repeat(width));
    callers.forEach(caller -> text.append("  ").append(caller.name()));
    text.append('\n');
    rows.forEach((row, cells) -> {
      text.append(row).append(" ".repeat(width - row.length()));
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        text.append("  ").append(cell);
        if (i < cells.size() - 1) {
          text.append(" ".repeat(Math.max(0, callers.get(i).name().length() - cell.length())));
        }
      }
      text.append('\n');
    });
    return text.toString();
  }

  private static String expected() throws IOException {
    try (var in = AccessMatrixTest.class.getResourceAsStream(FILE)) {
      return in == null
          ? ""
          : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
