package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Records;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists objects. */
final class ListVerb extends Verb {
  @Option(names = "-q", paramLabel = "TEXT", description = "Only what matches these words.")
  @Nullable String words;

  @Option(names = "--sort", paramLabel = "FIELD", description = "Order; -FIELD for descending.")
  @Nullable String sort;

  @Option(names = "--deleted", description = "Only those that were removed.")
  boolean deleted;

  @Mixin Pages pages = new Pages();

  ListVerb(Session session, ObjectType type) {
    super(session, type);
  }

  /** How much of a list to fetch. */
  static final class Pages {
    @Option(names = "--limit", paramLabel = "N", description = "How many at once.")
    @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after an earlier page.")
    @Nullable String cursor;

    @Option(names = "--all", description = "All of them, however many.")
    boolean all;

    Query query() {
      return Query.of("limit", limit).and("cursor", cursor);
    }
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command, "Only names of this context.");
    for (String filter : type.filters()) {
      command.addOption(
          OptionSpec.builder("--" + filter)
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(value(filter))
              .description(meaning(filter))
              .build());
    }
  }

  private String meaning(String filter) {
    return switch (filter) {
      case "active" -> "Only those that are in use, or with false those that are not.";
      case "expires-before" -> "Only those that expire before then, 2026-01-31T00:00:00Z.";
      case "label" -> "Only those with this label, NAME=VALUE.";
      default -> "Only those with this " + filter.replace('-', ' ') + choices(filter) + ".";
    };
  }

  private String choices(String filter) {
    return type.fields().stream()
        .filter(field -> field.option().equals(filter) && !field.choices().isEmpty())
        .map(field -> ": " + String.join(", ", field.choices()))
        .findFirst()
        .orElse("");
  }

  private static String value(String filter) {
    return switch (filter) {
      case "active" -> "true|false";
      case "expires-before" -> "TIME";
      case "label" -> "NAME=VALUE";
      default -> filter.toUpperCase(Locale.ROOT).replace('-', '_');
    };
  }

  @Override
  public Integer call() {
    Query query =
        Query.of("q", words)
            .and("sort", sort)
            .and("context", context())
            .and("deleted", deleted ? true : null);
    for (String filter : type.filters()) {
      List<String> given = spec.findOption("--" + filter).getValue();
      for (String value : given == null ? List.<String>of() : given) {
        query = query.and(parameter(filter), value);
      }
    }
    print(session, type.in(session.client()), type.columns(), query, pages);
    return 0;
  }

  // Options are written with dashes, parameters in camel case.
  private static String parameter(String option) {
    int dash = option.indexOf('-');
    return dash < 0
        ? option
        : option.substring(0, dash)
            + Character.toUpperCase(option.charAt(dash + 1))
            + option.substring(dash + 2);
  }

  static void print(
      Session session, Records<JsonNode> records, List<Column> columns, Query query, Pages pages) {
    print(session, records, columns, query, pages, _ -> {});
  }

  /** Prints a list; {@code made} makes a row ready for a table. */
  static void print(
      Session session,
      Records<JsonNode> records,
      List<Column> columns,
      Query query,
      Pages pages,
      Consumer<JsonNode> made) {
    Printer printer = session.printer();
    Consumer<JsonNode> ready = printer.forPeople() ? made : _ -> {};
    Query whole = query.and(pages.query());
    if (pages.all) {
      printer.stream(columns, records.all(whole).peek(ready).iterator());
      return;
    }
    Page<JsonNode> page = records.list(whole);
    page.items().forEach(ready);
    printer.page(columns, Json.tree(page));
    if (printer.forPeople() && page.items().isEmpty()) {
      session.note("Nothing found.");
    } else if (printer.forPeople() && page.next() != null) {
      session.note("There is more: --all, or --cursor " + Cells.clean(page.next()));
    }
  }
}
