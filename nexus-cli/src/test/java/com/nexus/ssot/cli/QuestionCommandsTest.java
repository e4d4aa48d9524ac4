package com.nexus.ssot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.nexus.ssot.model.key.ApiKey;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Questions about names, keys and oneself, and data in bulk, against a real registry. */
class QuestionCommandsTest {
  private static final String TARGET = "https://users.example.com/v1";
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: %s, version: 1.0.0}
      servers: [{url: https://things.example.com}]
      paths:
        /things:
          get: {operationId: %s, responses: {"200": {description: fine}}}
      """;

  @TempDir Path folder;

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private String alias() {
    String name = Cli.unique("question");
    run("alias", "create", name, TARGET, "-c", "frontend").ok();
    return name;
  }

  @Test
  void resolveSaysJustTheNameUnlessMoreIsWanted() {
    String name = alias();
    assertThat(run("resolve", "frontend", name).ok().out()).isEqualTo(TARGET + "\n");
    assertThat(
            run("resolve", "frontend", name, "-o", "json")
                .ok()
                .json()
                .path("canonical_name")
                .asString())
        .isEqualTo(TARGET);
    JsonNode detail = run("resolve", "frontend", name, "--detail", "-o", "json").ok().json();
    assertThat(detail.path("target_kind").asString()).isEqualTo("URL");
    assertThat(run("resolve", "frontend", name, "--detail").ok().out()).contains("target_kind");
    assertThat(run("resolve", "frontend", name, "--as-of", "2100-01-01T00:00:00Z").exit())
        .isNotEqualTo(Exit.FAILED);
    run("resolve", "frontend", name, "--as-of", "2020-01-01T00:00:00Z").fails(Exit.NOT_FOUND);
  }

  @Test
  void anUnknownNameBringsSuggestions() {
    String name = alias();
    Cli.Result unknown = run("resolve", "frontend", name + "x", "--detail").fails(Exit.NOT_FOUND);
    assertThat(unknown.err()).contains("[NOT_FOUND]").contains("did you mean: ").contains(name);
  }

  @Test
  void explainSaysEveryStep() {
    String name = alias();
    Cli.Result explained = run("explain", "frontend", name).ok();
    assertThat(explained.out()).contains("✓").contains("EXISTS").contains("TARGET");
    assertThat(
            run("explain", "frontend", name, "-o", "json").ok().json().path("outcome").asString())
        .isEqualTo("FOUND");
    Cli.Result unknown = run("explain", "frontend", Cli.unique("nothing"));
    assertThat(unknown.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(unknown.out()).contains("✗");
  }

  @Test
  void searchForgivesTypingErrors() {
    String name = Cli.unique("shipment-tracking");
    run("alias", "create", name, TARGET, "-c", "frontend").ok();
    assertThat(run("search", name.replace("shipment", "shipmnet")).ok().out()).contains(name);
    assertThat(
            run("search", name, "-c", "frontend", "--limit", "1", "-o", "json")
                .ok()
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(run("search", "qqqqqqqqqqqqqqqqqqqq").ok().err()).contains("Nothing found.");
  }

  @Test
  void aKeyIsShownOnceUsedAndRevoked() {
    String name = Cli.unique("ci");
    Cli.Result made =
        run("key", "create", name, "-c", "frontend", "--verb", "read", "--expires-in", "30d").ok();
    String key = made.out().strip();
    assertThat(ApiKey.parse(key)).isPresent();
    String id = ApiKey.parse(key).orElseThrow().id();
    assertThat(made.err())
        .matches(
            "Key "
                + id
                + ", shown only now:\nIt may at most read in context frontend until \\d{4}-\\d\\d-\\d\\d\\.\n");
    assertThat(run("key", "create", Cli.unique("usual")).ok().err())
        .contains("It may at most read in every context until ");
    assertThat(run("key", "list", "--all").ok().out()).contains(id).doesNotContain(key);
    Cli limited = Cli.asAdmin(folder).with("SSOT_API_KEY", key);
    limited.run("alias", "list", "-c", "frontend").ok();
    assertThat(limited.run("context", "create", Cli.unique("no")).fails(Exit.DENIED).err())
        .contains("the key comes from SSOT_API_KEY");
    assertThat(run("key", "rotate", id, "--overlap", "9d").fails(Exit.INVALID).err())
        .contains("/overlap");
    Cli.Result rotated = run("key", "rotate", id, "--overlap", "1h").ok();
    assertThat(rotated.err())
        .contains("again, shown only now:")
        .contains("The old one works for 1h");
    assertThat(ApiKey.parse(rotated.out().strip()).orElseThrow().id()).isEqualTo(id);
    Cli.asAdmin(folder).with("SSOT_API_KEY", rotated.out().strip()).run("whoami").ok();
    limited.run("whoami").ok();
    assertThat(run("key", "rotate", id).fails(Exit.CONFLICT).err())
        .contains("is being replaced")
        .contains("/overlap");
    Cli.Result again = run("key", "rotate", id, "--overlap", "7d", "-o", "json").ok();
    assertThat(again.json().path("key").asString()).startsWith("nxs_live_" + id);
    run("key", "revoke", id, "--dry-run").ok();
    assertThat(run("key", "revoke", id, "--yes").ok().out()).isEqualTo("Revoked key " + id + ".\n");
    limited.run("whoami").fails(Exit.DENIED);
    assertThat(
            run("key", "create", Cli.unique("ci"), "-o", "json").ok().json().path("key").asString())
        .startsWith("nxs_live_");
    Cli.Result kept = Cli.asAdmin(folder).onTerminal(80).typing("no\n").run("key", "revoke", id);
    assertThat(kept.exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void theRulesAreShownAndADryRunAdoptsNothing() throws IOException {
    String rules = run("governance", "show").ok().out();
    JsonNode shown = run("governance", "show", "-o", "json").ok().json();
    assertThat(shown.path("source").asString()).isEqualTo(rules);
    Files.writeString(folder.resolve("rules.yaml"), rules.replace("90d", "91d"));
    run("governance", "adopt", "rules.yaml", "--dry-run").ok();
    assertThat(run("governance", "list", "-o", "json").ok().json().at("/items/0/version"))
        .isEqualTo(shown.path("version"));
    Files.writeString(folder.resolve("rules.yaml"), "versoin: 1\n");
    assertThat(run("governance", "adopt", "rules.yaml").exit()).isNotZero();
  }

  @Test
  void whoamiAndHealthAnswer() {
    assertThat(run("whoami").ok().out()).isNotEmpty();
    assertThat(run("health").ok().out())
        .startsWith("status ")
        .containsPattern("\nCOMPONENT +STATUS +DETAIL\n")
        .containsPattern("\naudit +ok")
        .doesNotContain("status=");
    assertThat(run("health", "-o", "json").ok().json().at("/components/audit/status").asString())
        .isEqualTo("ok");
  }

  @Test
  void whoHasNoKeyIsToldHowToSetOne() {
    Cli keyless = new Cli(folder).with("SSOT_REGISTRY_URL", TestRegistry.shared().url());
    assertThat(keyless.run("whoami").fails(Exit.DENIED).err())
        .contains("no key is set: export SSOT_API_KEY=")
        .doesNotContain("the key comes from");
  }

  @Test
  void examplesOfTheHelpWorkOnceTheReadmesImportIsDone() {
    Path bookshop = Path.of("../examples/bookshop.yaml").toAbsolutePath();
    run("import", "openapi", bookshop.toString(), "--aliases", "frontend").ok();
    for (String example :
        new String[] {
          "resolve frontend list-books",
          "explain frontend list-books",
          "search bokshop",
          "context show frontend",
          "service history bookshop-api",
          "endpoint show list-books",
          "endpoint create find-books GET /books/find --anchor bookshop-api --dry-run",
          "anchor create billing-api --format openapi-3.1 --dry-run",
          "anchor version show bookshop-api 1.2.0",
          "alias create shop bookshop-api --context frontend --dry-run",
          "alias change list-books -c frontend --description more --dry-run"
        }) {
      run(example.split(" ")).ok();
    }
  }

  @Test
  void aChangeOfSeveralThingsSaysHowManyInTheList() throws IOException {
    String title = Cli.unique("Several");
    Files.writeString(
        folder.resolve("several.yaml"), DOCUMENT.formatted(title, Cli.unique("list")));
    run("import", "openapi", "several.yaml").ok();
    assertThat(run("change", "list", "--limit", "200").ok().out())
        .containsPattern(title.toLowerCase(java.util.Locale.ROOT) + " and [2-9] more ");
  }

  @Test
  void documentsAreImportedOnceAndBadOnesDoNotKeepTheOthersOut() throws IOException {
    String title = Cli.unique("Things");
    Path apis = Files.createDirectory(folder.resolve("apis"));
    Files.writeString(apis.resolve(title + ".yaml"), DOCUMENT.formatted(title, Cli.unique("list")));
    Files.writeString(apis.resolve("ignored.txt"), "not a document");
    Cli.Result first = Cli.asAdmin(folder).onTerminal(100).run("import", "openapi", "apis").ok();
    assertThat(first.err()).contains("[1/1] " + title + ".yaml  created");
    assertThat(first.out()).contains("DOCUMENT").contains("created");
    assertThat(run("import", "openapi", "apis").ok().out()).contains("unchanged");
    Files.writeString(apis.resolve("broken.yaml"), "openapi: 3.1.0\n  info: [\n");
    Cli.Result mixed = run("import", "openapi", "apis", "-o", "json");
    assertThat(mixed.exit()).isEqualTo(Exit.INVALID);
    assertThat(mixed.json().path("items")).hasSize(2);
    assertThat(run("import", "openapi", "apis").out()).contains("failed");
    assertThat(run("import", "openapi", "apis").err()).contains("broken.yaml");
    Cli.Result other = run("import", "openapi", "apis/ignored.txt", "apis/" + title + ".yaml");
    assertThat(other.exit()).isEqualTo(Exit.INVALID);
    assertThat(other.err()).contains("ignored.txt: It is no .json, .yaml or .yml file.");
    assertThat(other.out()).contains("unchanged");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("import", "openapi", empty.toString()).fails(Exit.INVALID).err())
        .contains("nothing to import");
    run("import", "openapi", "nowhere.yaml").fails(Exit.INVALID);
    Cli stranger = Cli.asAdmin(folder).with("SSOT_API_KEY", ApiKey.generate().text());
    stranger.run("import", "openapi", "apis").fails(Exit.DENIED);
  }

  @Test
  void filesOfOneNameInSeveralFoldersAreSeveralDocuments() throws IOException {
    String title = Cli.unique("Same");
    for (String part : new String[] {"billing", "users"}) {
      Path api = Files.createDirectories(folder.resolve("parts").resolve(part));
      Files.writeString(api.resolve("openapi.yaml"), DOCUMENT.formatted(title, Cli.unique("list")));
    }
    JsonNode first = run("import", "openapi", "parts", "-o", "json").ok().json();
    assertThat(first.path("items").valueStream().map(item -> item.path("document").asString()))
        .containsExactly("billing/openapi.yaml", "users/openapi.yaml");
    assertThat(first.path("items").valueStream().map(item -> item.path("state").asString()))
        .containsOnly("CREATED");
    assertThat(first.path("items").valueStream().map(item -> item.path("anchor_id").asString()))
        .doesNotHaveDuplicates();
    JsonNode again = run("import", "openapi", "parts", "-o", "json").ok().json();
    assertThat(again.path("items").valueStream().map(item -> item.path("state").asString()))
        .containsOnly("UNCHANGED");

    JsonNode files =
        run(
                "import",
                "openapi",
                "parts/billing/openapi.yaml",
                "parts/users/openapi.yaml",
                "--dry-run",
                "-o",
                "json")
            .ok()
            .json();
    assertThat(files.path("items").valueStream().map(item -> item.path("document").asString()))
        .containsExactly("parts/billing/openapi.yaml", "parts/users/openapi.yaml");
  }

  @Test
  void anImportMayBePreviewedAndGiveAliases() throws IOException {
    String title = Cli.unique("Orders");
    String operation = Cli.unique("list-orders");
    Files.writeString(folder.resolve(title + ".yaml"), DOCUMENT.formatted(title, operation));
    assertThat(
            run("import", "openapi", title + ".yaml", "--aliases", "frontend", "--dry-run")
                .ok()
                .out())
        .startsWith("DOCUMENT")
        .endsWith("\nNothing was stored.\n");
    assertThat(run("alias", "list", "-q", operation).ok().err()).contains("Nothing found.");
    run("import", "openapi", title + ".yaml", "--aliases", "frontend").ok();
    assertThat(run("alias", "list", "-q", operation).ok().out()).contains(operation);
  }

  @Test
  void whatIsExportedCanBeImportedAgain() throws IOException {
    String name = alias();
    assertThat(run("export").ok().out()).contains(name);
    assertThat(run("export", "--out", "all.jsonl").ok().err())
        .contains("bytes written to all.jsonl");
    assertThat(Files.readString(folder.resolve("all.jsonl"))).contains(name);
    assertThat(run("import", "all.jsonl", "--conflicts", "skip", "--dry-run").ok().out())
        .containsPattern("^DOCUMENT +RESULT +ROWS\n")
        .endsWith("\nNothing was stored.\n");
    assertThat(run("import").fails(Exit.INVALID).err()).contains("Which file?");
  }

  @Test
  void anImportNamesWhatItUpdated() throws IOException {
    String name = alias();
    run("export", "--out", "before.jsonl").ok();
    run("alias", "change", name, "-c", "frontend", "--owner", "web").ok();
    assertThat(run("import", "before.jsonl", "--conflicts", "overwrite", "--dry-run").ok().err())
        .containsPattern("before.jsonl: line \\d+, alias [^\n]*" + name + "[^\n]* updated");
  }

  @Test
  void aDocumentIsNoExport() throws IOException {
    Files.writeString(folder.resolve("api.yaml"), "# ours\n" + DOCUMENT.formatted("A", "b"));
    assertThat(run("import", "api.yaml").fails(Exit.INVALID).err())
        .contains("looks like an OpenAPI document")
        .contains("nexus import openapi api.yaml");
    Files.writeString(folder.resolve("api.json"), "{\n  \"openapi\": \"3.1.0\"\n}\n");
    run("import", "api.json").fails(Exit.INVALID);
  }

  @Test
  void whoWatchesALongImportIsToldThatItGoesOn() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext(
        "/",
        exchange -> {
          long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
          while (!err.toString(UTF_8).contains("Importing") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
          }
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    slow.start();
    try {
      Files.writeString(folder.resolve("long.jsonl"), "{}\n{}\n");
      Cli cli =
          new Cli(folder)
              .onTerminal(80)
              .with("SSOT_REGISTRY_URL", "http://127.0.0.1:" + slow.getAddress().getPort());
      Nexus.run(cli.world(new ByteArrayOutputStream(), err), "import", "long.jsonl", "--dry-run");
      assertThat(err.toString(UTF_8)).startsWith("Importing long.jsonl, 2 lines…\n");
    } finally {
      slow.stop(0);
    }
  }
}
