package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks on the command line, against a real registry and a real receiver. */
class WebhookCommandsTest {
  private static final String SECRET = "whsec_[0-9A-Za-z+/]{43}=\\n";

  @TempDir Path folder;
  private final AtomicInteger status = new AtomicInteger(200);
  private final String name = Cli.unique("hook");
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    run("webhook", "delete", name, "-y");
    receiver.stop(0);
  }

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private Cli.Result create(String... more) {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    String[] command = {"webhook", "create", name, url, "--event", "alias.*,change.*"};
    return run(
        java.util.stream.Stream.of(command, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void aWebhookIsMadeShownChangedAndDeletedAndItsSecretIsAlone() {
    assertThat(create("--dry-run").ok().out()).contains("events");
    Cli.Result made = create("-c", "frontend");
    assertThat(made.exit()).isZero();
    assertThat(made.out().matches(SECRET)).isTrue();
    Cli.Result rotated = run("webhook", "rotate", name, "--overlap", "24h");
    assertThat(rotated.out().matches(SECRET)).isTrue();
    assertThat(rotated.err()).contains("signs beside it until");

    assertThat(run("webhook", "list", "--all").ok().out()).contains("URL").contains(name);
    Cli.Result shown = run("webhook", "show", name, "-o", "json").ok();
    assertThat(shown.json().path("contexts").toString()).isEqualTo("[\"frontend\"]");
    assertThat(shown.json().at("/delivery/dead_letters").asInt()).isZero();
    assertThat(run("webhook", "update", name, "--event", "*", "--no-active", "-c", "*").ok().out())
        .startsWith("Changed webhook " + name);
    assertThat(run("webhook", "show", name).ok().out()).containsPattern("active +no\\n");
    run("webhook", "update", name, "--event", "nothing").fails(Exit.INVALID);
    run("webhook", "delete", name).fails(Exit.INVALID);
    assertThat(run("webhook", "delete", name, "-y").ok().out()).startsWith("Deleted webhook");
    run("webhook", "show", name).fails(Exit.NOT_FOUND);
  }

  @Test
  void aWebhookIsTriedAndWhatBecameOfItIsListed() {
    create();
    assertThat(run("webhook", "test", name).ok().out()).startsWith("delivered, status 200");
    status.set(500);
    Cli.Result failed = run("webhook", "test", name, "-o", "json");
    assertThat(failed.exit()).isEqualTo(Exit.FAILED);
    assertThat(failed.json().path("outcome").asString()).isEqualTo("REFUSED");
    assertThat(run("webhook", "deliveries", name).ok().out())
        .contains("webhook.ping")
        .contains("DELIVERED")
        .contains("REFUSED");
    assertThat(run("webhook", "dead-letters", name).ok().err()).contains("Nothing found.");
    assertThat(run("webhook", "replay", name, "--all").ok().out())
        .isEqualTo("To be sent again: 0.\n");
    run("webhook", "replay", name, "no-such-letter").fails(Exit.NOT_FOUND);
    run("webhook", "replay", name).fails(Exit.INVALID);
    assertThat(run("webhook", "resume", name).ok().out()).startsWith("Resumed webhook " + name);
  }

  @Test
  void withoutEventsNothingIsMade() {
    run("webhook", "create", name, "https://hooks.example.com/").fails(Exit.INVALID);
    run("webhook", "create", name, "https://10.0.0.1/", "--event", "*").fails(Exit.INVALID);
  }
}
