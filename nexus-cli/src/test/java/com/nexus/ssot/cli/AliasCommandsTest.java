package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.FaultCode.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Renewing aliases and looking who calls them, on the command line, against a real registry. */
class AliasCommandsTest {
  private static final String URL = "https://api.example.com/v1";

  @TempDir Path folder;

  private final String context = Cli.unique("place");

  private Cli.Result run(String... arguments) {
    return Cli.asAdmin(folder).run(arguments);
  }

  private Instant expiry(String name) {
    return Instant.parse(
        run("alias", "show", name, "-c", context, "-o", "json")
            .ok()
            .json()
            .path("expires_at")
            .asString());
  }

  @Test
  void anAliasIsRenewedForAsLongAsIsSaid() {
    run("context", "create", context).ok();
    run("alias", "create", "passing", URL, "-c", context, "--ttl", "9d").ok();
    Instant before = expiry("passing");
    run("alias", "renew", "passing", "-c", context, "--ttl", "5d", "--dry-run").ok();
    assertThat(expiry("passing")).isEqualTo(before);
    Cli.Result renewed = run("alias", "renew", "passing", "-c", context, "--ttl", "5d").ok();
    assertThat(renewed.out()).startsWith("Renewed alias passing in " + context + ", until ");
    assertThat(expiry("passing")).isEqualTo(before.plus(Duration.ofDays(5)));
    run("alias", "renew", "passing", "--context", context).ok();
    assertThat(expiry("passing")).isEqualTo(before.plus(Duration.ofDays(95)));
    assertThat(run("alias", "renew", "passing", "-c", context, "--ttl", "9y").exit())
        .isEqualTo(Exit.INVALID);
    run("context", "change", context, "--approval-required").ok();
    assertThat(run("alias", "renew", "passing", "-c", context).ok().out())
        .contains("waits for approval");
  }

  @Test
  void thoseWhoCallADeprecatedNameAreListed() {
    run("context", "create", context).ok();
    assertThat(run("alias", "callers", "-c", context).ok().err()).contains("Nothing is deprecated");
    run("alias", "create", "newer", URL, "-c", context).ok();
    for (String name : new String[] {"older", "unused"}) {
      run(
              "alias",
              "create",
              name,
              URL,
              "-c",
              context,
              "--successor",
              "newer",
              "--deprecated-at",
              "2026-01-01T00:00:00Z")
          .ok();
    }
    run("resolve", context, "older").ok();
    run("resolve", context, "older").ok();

    Cli.Result one = run("alias", "callers", "older", "-c", context).ok();
    assertThat(one.out()).contains("CALLER").contains("SUCCESSOR").contains("newer");
    JsonNode caller =
        run("alias", "callers", "older", "-c", context, "-o", "json").ok().json().at("/callers/0");
    assertThat(caller.path("calls").asInt()).isEqualTo(2);
    assertThat(caller.path("days")).hasSize(1);

    Cli.Result all = run("alias", "callers", "-c", context).ok();
    assertThat(all.out()).contains("older").contains("unused");
    assertThat(run("alias", "callers", "-c", context, "--all").ok().out()).isEqualTo(all.out());
    assertThat(
            run("alias", "callers", "-c", context, "--limit", "1", "-o", "json")
                .ok()
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(run("alias", "callers", "no-such", "-c", context).exit()).isEqualTo(Exit.NOT_FOUND);
  }
}
