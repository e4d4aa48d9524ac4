package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Versions;
import com.nexus.ssot.client.Written;
import com.nexus.ssot.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands about the versions of an anchor. */
final class VersionCommands {
  private VersionCommands() {}

  static CommandLine line(Session session) {
    return Commands.group(
            "An anchor's versions, which never change.",
            "nexus anchor version add bookshop-api 1.2.1 examples/bookshop.yaml")
        .addSubcommand(new Add(session))
        .addSubcommand(new All(session))
        .addSubcommand(new Show(session))
        .addSubcommand(new Content(session))
        .addSubcommand(new CompatibilityCommands.Check(session))
        .addSubcommand(new CompatibilityCommands.Difference(session))
        .addSubcommand(new CompatibilityCommands.Verdict(session));
  }

  /** Adds a version. */
  @Command(
      name = "add",
      sortOptions = false,
      description = "Add a version, byte for byte.",
      footer = {
        "",
        "Example:",
        "  nexus anchor version add bookshop-api 1.2.1 examples/bookshop.yaml"
      })
  static final class Add implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(index = "1", paramLabel = "LABEL", description = "What people will call it.")
    String label;

    @Parameters(index = "2", paramLabel = "FILE", description = "Its content; - is standard input.")
    String file;

    @Option(
        names = "--type",
        paramLabel = "MEDIA_TYPE",
        description = "By the file's ending if not given.")
    @Nullable String mediaType;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "What it is, if it should not be found out.")
    @Nullable String format;

    @Mixin WriteFlags flags = new WriteFlags();

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Add(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      byte[] content = Draft.bytes(session.world(), file);
      Written<JsonNode> written =
          session
              .client()
              .versions(anchor)
              .asJson()
              .add(
                  label,
                  Query.of("format", format),
                  mediaType == null ? mediaTypeOf(file) : mediaType,
                  content,
                  flags.options());
      return WriteReport.created(
          session, written, "Added", "version " + label + " of anchor " + anchor);
    }
  }

  /** The media type that a file's ending suggests. */
  static String mediaTypeOf(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return "application/json";
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return "application/yaml";
    }
    return name.endsWith(".md") ? "text/markdown" : "application/octet-stream";
  }

  /** Lists versions. */
  @Command(
      name = "list",
      description = "List them, newest first.",
      footer = {"", "Example:", "  nexus anchor version list bookshop-api"})
  static final class All implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("label"),
            Column.of("number"),
            Column.of("format"),
            Column.of("size"),
            Column.of("checksum"),
            Column.of("created_at"),
            Column.of("created_by"));

    private final Session session;

    @Parameters(paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Mixin ListVerb.Pages pages = new ListVerb.Pages();

    @SuppressWarnings("NullAway.Init") // picocli sets the anchor
    All(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Query query = pages.query();
      session
          .printer()
          .page(COLUMNS, Json.tree(session.client().versions(anchor).asJson().list(query)));
      return 0;
    }
  }

  /** Shows a version. */
  @Command(
      name = "show",
      description = "Show one of them.",
      footer = {"", "Example:", "  nexus anchor version show bookshop-api 1.2.0"})
  static final class Show implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(index = "1", paramLabel = "LABEL", description = "The version.")
    String label;

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      session.printer().object(session.client().versions(anchor).asJson().get(label).value());
      return 0;
    }
  }

  /** Prints the content of a version. */
  @Command(
      name = "content",
      description = "Print the content of one of them, byte for byte.",
      footer = {
        "",
        "Example:",
        "  nexus anchor version content bookshop-api 1.2.0 > bookshop.yaml"
      })
  static final class Content implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "ANCHOR", description = "The anchor.")
    String anchor;

    @Parameters(index = "1", paramLabel = "LABEL", description = "The version.")
    String label;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to a file.")
    @Nullable String out;

    @SuppressWarnings("NullAway.Init") // picocli sets the parameters
    Content(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      Versions.Content content = session.client().versions(anchor).content(label);
      if (out == null) {
        session.world().out().strictly().write(content.bytes());
      } else {
        Files.write(session.world().path(out), content.bytes());
        session.note(content.bytes().length + " bytes written to " + out);
      }
      return 0;
    }
  }
}
