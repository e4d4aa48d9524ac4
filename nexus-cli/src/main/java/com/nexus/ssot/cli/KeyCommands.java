package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.model.api.KeyCreated;
import com.nexus.ssot.model.api.KeyRotation;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.key.ApiKey;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The commands about API keys. */
final class KeyCommands {
  private KeyCommands() {}

  static CommandLine line(Session session) {
    return Commands.group("API keys.", "nexus key create ci --context frontend --verb read")
        .addSubcommand(new Generate(session))
        .addSubcommand(new Create(session))
        .addSubcommand(new Keys(session))
        .addSubcommand(new Rotate(session))
        .addSubcommand(new Revoke(session));
  }

  /** Makes a key without a server. */
  @Command(
      name = "generate",
      description = {
        "Print a fresh key, without a server.",
        "A server takes it as its first administrator's: NEXUS_ADMIN_KEY."
      },
      footer = {"", "Example:", "  NEXUS_ADMIN_KEY=$(nexus key generate) nexus serve"})
  static final class Generate implements Callable<Integer> {
    private final Session session;

    Generate(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ApiKey key = ApiKey.generate();
      ObjectNode record = Json.mapper().createObjectNode();
      record.put("id", key.id()).put("key", key.text());
      session.printer().said(key.text(), record);
      return 0;
    }
  }

  /** Asks the registry for a key. */
  @Command(
      name = "create",
      sortOptions = false,
      description = "Make a key for a service or an agent; it is shown once.",
      footer = {
        "",
        "Example:",
        "  nexus key create ci --context frontend --verb read --expires-in 90d"
      })
  static final class Create implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "What it is for.")
    String name;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        defaultValue = "service",
        description = "Who will use it: service or agent; ${DEFAULT-VALUE} unless said otherwise.")
    String kind;

    @Option(
        names = {"-c", "--context"},
        paramLabel = "CONTEXT",
        split = ",",
        defaultValue = "*",
        description =
            "Where it may be used, repeated or with commas; everywhere unless said otherwise.")
    List<String> contexts;

    @Option(
        names = "--verb",
        paramLabel = "VERB",
        split = ",",
        defaultValue = "read",
        description = {
          "What it may do at most: read, write, execute, monitor, export, admin;",
          "${DEFAULT-VALUE} unless said otherwise."
        })
    List<String> verbs;

    @Option(
        names = "--expires-in",
        paramLabel = "TIME",
        description = "How long it lives, 30d: 90d unless said otherwise, 1y at most.")
    @Nullable String expiresIn;

    @Option(
        names = "--allowed-ip",
        paramLabel = "BLOCK",
        split = ",",
        description = "Where it works from, 10.0.0.0/8, repeated or with commas; else everywhere.")
    List<String> allowedIps = List.of();

    @Option(
        names = "--client-certificate",
        paramLabel = "SHA256",
        split = ",",
        description = {
          "Public key of a client certificate that its user must show, as 64 hexadecimal digits:",
          "openssl pkey -pubin -outform der | openssl dgst -sha256."
        })
    List<String> allowedCertificates = List.of();

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Create(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ObjectNode draft = Json.mapper().createObjectNode();
      draft.put("name", name).put("kind", kind.toUpperCase(Locale.ROOT));
      contexts.forEach(draft.withArray("contexts")::add);
      verbs.forEach(verb -> draft.withArray("verbs").add(verb.toUpperCase(Locale.ROOT)));
      if (expiresIn != null) {
        draft.put("expires_in", expiresIn);
      }
      allowedIps.forEach(draft.withArray("allowed_ips")::add);
      allowedCertificates.forEach(draft.withArray("allowed_certificates")::add);
      return WriteReport.print(
          session, session.client().keys().create(draft, dryRun), this::show, "key " + name);
    }

    // The key alone goes to standard output, so that a script can take it.
    private void show(KeyCreated created) {
      Printer printer = session.printer();
      if (printer.forPeople()) {
        session.note("Key " + Cells.clean(created.id()) + ", shown only now:");
        session.world().out().println(Cells.clean(created.key()));
        session.note(Cells.clean(rights(created)));
      } else {
        printer.object(Json.tree(created));
      }
    }

    private String rights(KeyCreated created) {
      String where =
          contexts.contains("*")
              ? "every context"
              : (contexts.size() == 1 ? "context " : "contexts ") + String.join(", ", contexts);
      return "It may at most %s in %s until %s."
          .formatted(
              String.join(", ", verbs).toLowerCase(Locale.ROOT),
              where,
              created.expiresAt().atZone(session.zone()).toLocalDate());
    }
  }

  /** Lists keys. */
  @Command(
      name = "list",
      description = "List keys, without their secrets.",
      footer = {"", "Example:", "  nexus key list"})
  static final class Keys implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("id"),
            Column.of("name"),
            Column.of("kind"),
            Column.of("contexts"),
            Column.of("verbs"),
            Column.of("expires_at"),
            Column.of("last_used_at"),
            Column.of("revoked_at"),
            Column.of("made_by"),
            Column.of("maker_active"));

    private final Session session;

    @Option(
        names = "--maker",
        paramLabel = "active|disabled",
        description = "Only those whose maker may still act, or may not.")
    @Nullable String maker;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    Keys(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ListVerb.print(
          session,
          session.client().keys().records().asJson(),
          COLUMNS,
          Query.of("maker", maker),
          pages);
      return 0;
    }
  }

  /** Replaces a key's secret. */
  @Command(
      name = "rotate",
      sortOptions = false,
      description = {
        "Replace a key's secret; the new key is shown once.",
        "The old one works on for a while, so that both can be in use while you change over."
      },
      footer = {"", "Example:", "  nexus key rotate Ab3dE6gH --overlap 24h"})
  static final class Rotate implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The key's id, its eight public characters.")
    String id;

    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        description = "How long the old secret works on: 7d unless said otherwise, and at most.")
    @Nullable String overlap;

    @Option(
        names = "--expires-in",
        paramLabel = "TIME",
        description = {
          "How long the key lives from now: 90d unless said otherwise, 1y at most.",
          "A key that replaces itself keeps its end."
        })
    @Nullable String expiresIn;

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Rotate(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return WriteReport.print(
          session,
          session.client().keys().rotate(id, new KeyRotation(overlap, expiresIn), dryRun),
          this::show,
          "key " + id);
    }

    private void show(KeyCreated rotated) {
      if (session.printer().forPeople()) {
        session.note("Key " + Cells.clean(rotated.id()) + " again, shown only now:");
        session.world().out().println(Cells.clean(rotated.key()));
        session.note(
            "The old one works for %s more; this one until %s."
                .formatted(
                    overlap == null ? "7d" : overlap,
                    rotated.expiresAt().atZone(session.zone()).toLocalDate()));
      } else {
        session.printer().object(Json.tree(rotated));
      }
    }
  }

  /** Takes a key out of use, for good. */
  @Command(
      name = "revoke",
      description = "Take a key out of use, for good.",
      footer = {"", "Example:", "  nexus key revoke Ab3dE6gH"})
  static final class Revoke implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The key's id, its eight public characters.")
    String id;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask; needed where there is no terminal.")
    boolean yes;

    @Option(names = "--dry-run", description = "Show what would happen and store nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the id
    Revoke(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      if (!yes && !dryRun && !Question.ask(session.world(), "Revoke key " + id + "?")) {
        session.note("Nothing was revoked.");
        return FaultCode.Exit.FAILED;
      }
      return WriteReport.print(
          session,
          session.client().keys().revoke(id, dryRun),
          revoked -> session.printer().said("Revoked key " + id + ".", revoked),
          "key " + id);
    }
  }
}
